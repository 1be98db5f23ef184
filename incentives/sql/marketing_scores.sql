-- One statement for every marketer: 90 days of returns, handoffs and reviews. Costs and margins are summed apart, then joined.
WITH person AS (
    SELECT unnest(%(people)s::bigint[]) AS person_id
), costs AS (
    SELECT c.owner_id AS person_id, c.id AS campaign_id, sum(
        CASE WHEN k.kind = 'spend' OR (k.kind = 'reversal' AND undone.kind = 'credit') THEN k.amount ELSE -k.amount END
    ) AS cost
    FROM leads_campaigncost k
    JOIN leads_campaign c ON c.id = k.campaign_id
    LEFT JOIN leads_campaigncost undone ON undone.id = k.reverses_id
    WHERE k.day BETWEEN %(first)s AND %(day)s AND c.owner_id = ANY (%(people)s)
    GROUP BY c.owner_id, c.id
), margins AS (
    SELECT c.owner_id AS person_id, c.id AS campaign_id, sum(r.margin) AS margin
    FROM leads_revenueattribution r JOIN leads_campaign c ON c.id = r.campaign_id
    WHERE r.model = 'u' AND r.closed_on BETWEEN %(first)s AND %(day)s AND c.owner_id = ANY (%(people)s)
    GROUP BY c.owner_id, c.id
), returned AS (
    SELECT person_id, count(DISTINCT campaign_id)::integer AS n,
        (coalesce(sum(margin), 0) - coalesce(sum(cost), 0)) / nullif(greatest(coalesce(sum(cost), 0), 0), 0) AS roi
    FROM (
        SELECT person_id, campaign_id, cost, NULL::numeric AS margin FROM costs
        UNION ALL SELECT person_id, campaign_id, NULL, margin FROM margins
    ) both_sides GROUP BY person_id
), handed AS (
    SELECT sent_by_id AS person_id, count(*)::integer AS n, count(*) FILTER (WHERE decision = 'accepted')::integer AS good
    FROM leads_handoff
    WHERE decision IN ('accepted', 'rejected') AND decided_at >= %(since)s AND decided_at < %(until)s
        AND sent_by_id = ANY (%(people)s)
    GROUP BY sent_by_id
), reviewed AS (
    SELECT reviewer_id AS person_id, count(*)::integer AS n,
        count(*) FILTER (WHERE closed_at <= review_due_at)::integer AS good
    FROM debrief_debrief
    WHERE state IN ('in_review', 'closed') AND review_due_at >= %(since)s AND review_due_at < %(until)s
        AND reviewer_id = ANY (%(people)s)
    GROUP BY reviewer_id
), parts AS (
    SELECT p.person_id, r.roi, CASE WHEN r.roi IS NULL THEN 0 ELSE r.n END AS n_roi,
        coalesce(h.n, 0) AS n_handoff, coalesce(w.n, 0) AS n_review, least(greatest(r.roi, 0), 1) AS x_roi,
        h.good::numeric / nullif(h.n, 0) AS x_handoff, w.good::numeric / nullif(w.n, 0) AS x_review
    FROM person p
    LEFT JOIN returned r USING (person_id)
    LEFT JOIN handed h USING (person_id)
    LEFT JOIN reviewed w USING (person_id)
), weighed AS (
    SELECT parts.*, CASE WHEN roi IS NULL THEN NULL ELSE x_roi END AS y_roi,
        coalesce(%(w1)s * CASE WHEN roi IS NOT NULL THEN x_roi END, 0) + coalesce(%(w2)s * x_handoff, 0)
            + coalesce(%(w3)s * x_review, 0) AS total,
        CASE WHEN roi IS NULL THEN 0 ELSE %(w1)s END + CASE WHEN x_handoff IS NULL THEN 0 ELSE %(w2)s END
            + CASE WHEN x_review IS NULL THEN 0 ELSE %(w3)s END AS weight
    FROM parts
)
INSERT INTO incentives_marketingscoresnapshot (
    person_id, as_of, score, roi, roi_part, handoff_part, review_part, n_roi, n_handoff, n_review,
    formula_version, computed_at
)
SELECT person_id, %(day)s, round(100 * total / nullif(weight, 0), 1), round(roi, 4), round(y_roi, 4),
    round(x_handoff, 4), round(x_review, 4), n_roi, n_handoff, n_review, %(version)s, %(now)s
FROM weighed ORDER BY person_id
ON CONFLICT (person_id, as_of) DO UPDATE SET
    score = excluded.score, roi = excluded.roi, roi_part = excluded.roi_part, handoff_part = excluded.handoff_part,
    review_part = excluded.review_part, n_roi = excluded.n_roi, n_handoff = excluded.n_handoff,
    n_review = excluded.n_review, formula_version = excluded.formula_version, computed_at = excluded.computed_at;
