-- The new scores stand beside the leads, and each change is a line of their history.
WITH told AS MATERIALIZED (
    SELECT s.id, s.fit, s.engagement, s.cell, coalesce(c.chance, 0) AS probability,
           ('[' || concat_ws(',', NULL{parts}) || ']')::jsonb AS parts
    FROM {scored} s
    LEFT JOIN unnest(%(known)s::bigint[], %(chances)s::int[]) AS c(id, chance) ON c.id = s.id
    WHERE (s.fit, s.engagement, s.cell, coalesce(c.chance, 0))
        IS DISTINCT FROM (s.was_fit, s.was_engagement, s.was_cell, s.was_probability)
), kept AS (
    INSERT INTO leads_leadscore (lead_id, at, fit, engagement, cell, probability, version_id, parts)
    SELECT id, %(now)s, fit, engagement, cell, probability, %(version)s, parts FROM told ORDER BY id
), moved AS (
    UPDATE leads_currentscore SET fit = told.fit, engagement = told.engagement, cell = told.cell, probability = told.probability,
        score_details = jsonb_build_object('version', %(version)s::bigint, 'as_of', %(as_of)s::text, 'parts', told.parts)
    FROM told WHERE lead_id = told.id
)
SELECT count(*) FROM told
