-- The new scores stand on the leads, and each change is a line of their history.
WITH told AS (
    SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb)
        AS r(id bigint, fit int, engagement int, cell text, probability int, parts jsonb)
), kept AS (
    INSERT INTO leads_leadscore (lead_id, at, fit, engagement, cell, probability, version_id, parts)
    SELECT id, %(now)s, fit, engagement, cell, probability, %(version)s, parts FROM told ORDER BY id
)
UPDATE leads_lead SET fit = told.fit, engagement = told.engagement, cell = told.cell, probability = told.probability,
    score_details = jsonb_build_object('version', %(version)s::bigint, 'as_of', %(as_of)s::text, 'parts', told.parts)
FROM told WHERE leads_lead.id = told.id
