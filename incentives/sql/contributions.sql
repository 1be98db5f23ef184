-- One statement for everybody: 30 days of points, verdicts and handoffs become a contribution, and the balance of the day.
WITH person AS (
    SELECT * FROM unnest(%(people)s::bigint[], %(targets)s::numeric[]) AS p (person_id, target)
), earned AS (
    SELECT l.person_id, sum(l.points)::integer AS points,
        count(*) FILTER (WHERE l.kind = 'earned' AND taken.id IS NULL)::integer AS n
    FROM incentives_ledgerline l
    LEFT JOIN incentives_ledgerline taken ON taken.reverses_id = l.id
    WHERE l.person_id = ANY (%(people)s) AND l.occurred_on BETWEEN %(first)s AND %(day)s
    GROUP BY l.person_id
), balance AS (
    SELECT person_id, sum(points)::integer AS points FROM incentives_ledgerline
    WHERE person_id = ANY (%(people)s) AND created_at < %(until)s GROUP BY person_id
), judged AS (
    SELECT d.rep_id AS person_id, count(*)::integer AS n,
        count(*) FILTER (WHERE v.decision IN ('accepted', 'amended'))::integer AS good
    FROM debrief_verdict v
    JOIN debrief_finding f ON f.id = v.finding_id
    JOIN debrief_visit s ON s.id = f.visit_id
    JOIN debrief_debrief d ON d.id = s.debrief_id
    WHERE v.decided_at >= %(since)s AND v.decided_at < %(until)s
        AND (v.reversed_at IS NULL OR v.reversed_at >= %(until)s) AND d.rep_id = ANY (%(people)s)
    GROUP BY d.rep_id
), handed AS (
    SELECT to_id AS person_id, count(*)::integer AS n,
        count(*) FILTER (WHERE in_time AND decision IN ('accepted', 'rejected'))::integer AS good
    FROM leads_handoff
    WHERE decision IN ('accepted', 'rejected', 'expired') AND decided_at >= %(since)s AND decided_at < %(until)s
        AND to_id = ANY (%(people)s)
    GROUP BY to_id
), parts AS (
    SELECT p.person_id, p.target, coalesce(e.points, 0) AS earned, coalesce(b.points, 0) AS balance,
        CASE WHEN p.target > 0 THEN coalesce(e.n, 0) ELSE 0 END AS n_points,
        coalesce(j.n, 0) AS n_acceptance, coalesce(h.n, 0) AS n_handoff,
        CASE WHEN p.target > 0 AND e.n > 0 THEN least(greatest(e.points / p.target, 0), 1) END AS x_points,
        j.good::numeric / nullif(j.n, 0) AS x_acceptance, h.good::numeric / nullif(h.n, 0) AS x_handoff
    FROM person p
    LEFT JOIN earned e USING (person_id)
    LEFT JOIN balance b USING (person_id)
    LEFT JOIN judged j USING (person_id)
    LEFT JOIN handed h USING (person_id)
), weighed AS (
    SELECT parts.*,
        coalesce(%(w1)s * x_points, 0) + coalesce(%(w2)s * x_acceptance, 0) + coalesce(%(w3)s * x_handoff, 0) AS total,
        CASE WHEN x_points IS NULL THEN 0 ELSE %(w1)s END + CASE WHEN x_acceptance IS NULL THEN 0 ELSE %(w2)s END
            + CASE WHEN x_handoff IS NULL THEN 0 ELSE %(w3)s END AS weight
    FROM parts
)
INSERT INTO incentives_contributionsnapshot (
    person_id, as_of, score, points_part, acceptance_part, handoff_part, n_points, n_acceptance, n_handoff,
    earned, target, points, formula_version, computed_at
)
SELECT person_id, %(day)s, round(100 * total / nullif(weight, 0), 1), round(x_points, 4), round(x_acceptance, 4),
    round(x_handoff, 4), n_points, n_acceptance, n_handoff, earned, target, balance, %(version)s, %(now)s
FROM weighed ORDER BY person_id
ON CONFLICT (person_id, as_of) DO UPDATE SET
    score = excluded.score, points_part = excluded.points_part, acceptance_part = excluded.acceptance_part,
    handoff_part = excluded.handoff_part, n_points = excluded.n_points, n_acceptance = excluded.n_acceptance,
    n_handoff = excluded.n_handoff, earned = excluded.earned, target = excluded.target, points = excluded.points,
    formula_version = excluded.formula_version, computed_at = excluded.computed_at;
