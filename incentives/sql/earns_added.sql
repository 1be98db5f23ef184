-- The same as earns.sql, but what was added to a filed day is priced at the hour it was told.
CREATE OR REPLACE VIEW incentives_price AS
SELECT
    v.id AS verdict_id, v.finding_id, v.of_id, v.decision, d.id AS debrief_id,
    d.rep_id AS person_id, d.work_date AS occurred_on, price.component_id,
    CASE WHEN v.decision IN ('accepted', 'amended') THEN round(
        coalesce(price.points, 0)
        * coalesce((plan.parameters -> 'novelty' ->> f.novelty)::numeric, 0)
        * coalesce((plan.parameters -> 'timeliness' ->> coalesce(nullif(f.timeliness, ''), d.timeliness))::numeric, 0)
        * coalesce((plan.parameters -> 'grade' ->> v.grade)::numeric, 0)
    )::integer ELSE 0 END AS points
FROM debrief_verdict v
JOIN debrief_finding f ON f.id = v.finding_id
JOIN debrief_visit s ON s.id = f.visit_id
JOIN debrief_debrief d ON d.id = s.debrief_id
JOIN incentives_assignment a ON a.person_id = d.rep_id
    AND a.starts_on <= d.work_date AND (a.ends_on IS NULL OR a.ends_on > d.work_date)
JOIN incentives_planversion plan ON plan.plan_id = a.plan_id AND plan.state = 'published'
    AND plan.starts_on <= d.work_date AND (plan.ends_on IS NULL OR plan.ends_on > d.work_date)
LEFT JOIN LATERAL (
    SELECT c.id AS component_id, c.points FROM incentives_component c
    WHERE c.version_id = plan.id AND c.rule = 'finding' AND c.kind = f.kind AND c.topic IN ('', f.topic)
    ORDER BY c.topic DESC LIMIT 1
) price ON true
WHERE v.reversed_at IS NULL AND NOT f.in_conflict;
-- reverse
CREATE OR REPLACE VIEW incentives_price AS
SELECT
    v.id AS verdict_id, v.finding_id, v.of_id, v.decision, d.id AS debrief_id,
    d.rep_id AS person_id, d.work_date AS occurred_on, price.component_id,
    CASE WHEN v.decision IN ('accepted', 'amended') THEN round(
        coalesce(price.points, 0)
        * coalesce((plan.parameters -> 'novelty' ->> f.novelty)::numeric, 0)
        * coalesce((plan.parameters -> 'timeliness' ->> d.timeliness)::numeric, 0)
        * coalesce((plan.parameters -> 'grade' ->> v.grade)::numeric, 0)
    )::integer ELSE 0 END AS points
FROM debrief_verdict v
JOIN debrief_finding f ON f.id = v.finding_id
JOIN debrief_visit s ON s.id = f.visit_id
JOIN debrief_debrief d ON d.id = s.debrief_id
JOIN incentives_assignment a ON a.person_id = d.rep_id
    AND a.starts_on <= d.work_date AND (a.ends_on IS NULL OR a.ends_on > d.work_date)
JOIN incentives_planversion plan ON plan.plan_id = a.plan_id AND plan.state = 'published'
    AND plan.starts_on <= d.work_date AND (plan.ends_on IS NULL OR plan.ends_on > d.work_date)
LEFT JOIN LATERAL (
    SELECT c.id AS component_id, c.points FROM incentives_component c
    WHERE c.version_id = plan.id AND c.rule = 'finding' AND c.kind = f.kind AND c.topic IN ('', f.topic)
    ORDER BY c.topic DESC LIMIT 1
) price ON true
WHERE v.reversed_at IS NULL AND NOT f.in_conflict;
