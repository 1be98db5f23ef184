-- What live verdicts deserve under the plan in force on the working day, said in SQL and apart from the ledger:
-- base × novelty × timeliness × grade, rounded half-up once; a discovery shared on one day is split equally.
CREATE VIEW incentives_price AS
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

CREATE VIEW incentives_deserved AS
SELECT
    own.verdict_id, own.finding_id, own.debrief_id, own.person_id, own.component_id, own.occurred_on,
    CASE
        WHEN own.decision IN ('accepted', 'amended')
            THEN own.points / (1 + sharing.n) + (0 < own.points % (1 + sharing.n))::integer
        WHEN root.verdict_id IS NOT NULL
            THEN root.points / (1 + root.n) + (root.rank < root.points % (1 + root.n))::integer
        ELSE 0
    END AS points
FROM incentives_price own
LEFT JOIN LATERAL (
    SELECT count(DISTINCT other.person_id)::integer AS n FROM incentives_price other
    WHERE own.decision IN ('accepted', 'amended') AND other.of_id = own.finding_id AND other.decision = 'duplicate'
        AND other.occurred_on = own.occurred_on AND other.person_id <> own.person_id
) sharing ON true
LEFT JOIN LATERAL (
    SELECT first.verdict_id, first.points, mates.n, mates.rank FROM incentives_price first
    JOIN LATERAL (
        SELECT count(*)::integer AS n, count(*) FILTER (WHERE mate.verdict_id <= own.verdict_id)::integer AS rank,
            bool_or(mate.verdict_id = own.verdict_id) AS counted
        FROM (
            SELECT min(other.verdict_id) AS verdict_id FROM incentives_price other
            WHERE other.of_id = first.finding_id AND other.decision = 'duplicate'
                AND other.occurred_on = first.occurred_on AND other.person_id <> first.person_id
            GROUP BY other.person_id
        ) mate
    ) mates ON mates.counted
    WHERE own.decision = 'duplicate' AND first.finding_id = own.of_id
        AND first.decision IN ('accepted', 'amended')
) root ON true;
-- reverse
DROP VIEW incentives_deserved;
DROP VIEW incentives_price;
