DELETE FROM seed_finding WHERE id IN (
    SELECT id FROM seed_finding WHERE id %% 3 = 0 ORDER BY pg_temp.draw(id, 81), id
    LIMIT greatest(0, (SELECT count(*) FROM seed_finding) - %(findings)s));
WITH priced AS (
    SELECT f.id, f.fate, pg_temp.draw(f.id, 80) AS luck, coalesce(round(c.points
        * coalesce((v.parameters -> 'novelty' ->> f.novelty)::numeric, 0)
        * coalesce((v.parameters -> 'timeliness' ->> f.timeliness)::numeric, 0)
        * coalesce((v.parameters -> 'grade' ->> f.grade)::numeric, 0)), 0) > 0 AS pays
    FROM seed_finding f
    LEFT JOIN (incentives_component c
        JOIN incentives_planversion v ON v.id = c.version_id AND v.state = 'published'
        JOIN incentives_plan p ON p.id = v.plan_id AND p.code = 'reps')
        ON c.rule = 'finding' AND c.kind = f.kind AND c.topic = f.topic
), chosen AS (
    SELECT *, pays AND row_number() OVER (PARTITION BY pays ORDER BY CASE WHEN fate IN ('accepted', 'amended') THEN 0
        WHEN fate = 'rejected' THEN 1 ELSE 2 END, luck, id) <= %(earning)s AS earns
    FROM priced
), settled AS (
    SELECT *, NOT earns AND row_number() OVER (PARTITION BY earns ORDER BY fate <> 'pending', luck, id)
        <= %(findings)s - %(verdicts)s AS silent
    FROM chosen
)
UPDATE seed_finding SET fate = CASE
    WHEN s.earns THEN CASE s.fate WHEN 'amended' THEN 'amended' ELSE 'accepted' END
    WHEN s.silent THEN 'pending' WHEN s.pays OR s.fate = 'pending' THEN 'rejected' ELSE s.fate END
FROM settled s WHERE s.id = seed_finding.id
