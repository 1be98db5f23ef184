-- The same as earns.sql, but whoever was on the visit of the first finding shares it there, and not as a second author.
CREATE OR REPLACE VIEW incentives_deserved AS
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
        AND NOT EXISTS (
            SELECT 1 FROM debrief_visitattendee t JOIN debrief_finding f ON f.visit_id = t.visit_id
            WHERE f.id = own.finding_id AND t.rep_id = other.person_id AND t.left_at IS NULL
        )
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
                AND NOT EXISTS (
                    SELECT 1 FROM debrief_visitattendee t JOIN debrief_finding f ON f.visit_id = t.visit_id
                    WHERE f.id = first.finding_id AND t.rep_id = other.person_id AND t.left_at IS NULL
                )
            GROUP BY other.person_id
        ) mate
    ) mates ON mates.counted
    WHERE own.decision = 'duplicate' AND first.finding_id = own.of_id
        AND first.decision IN ('accepted', 'amended')
) root ON true;
-- reverse
CREATE OR REPLACE VIEW incentives_deserved AS
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
