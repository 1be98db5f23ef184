-- Who brought each deal that was won: first, last, linear and U at once, for one deal, a night's deals or all of them.
-- A path is the touches of the deal's people in [opened − window, closed], one per person, origin and local day, in
-- order of (at, id). Weights are whole fractions part/whole; cents go by largest remainder, ties to the earlier origin.
INSERT INTO leads_revenueattribution
    (opportunity_id, bucket, campaign_id, model, weight, amount, margin, estimated, closed_on, computed_at)
WITH deal AS MATERIALIZED (
    SELECT o.id, o.closed_on, o.margin IS NULL AS estimated,
           o.amount * 100 AS amount_cents,
           abs(round(coalesce(o.margin, o.amount * %(rate)s::numeric), 2)) * 100 AS margin_cents,
           CASE WHEN o.margin < 0 THEN -1 ELSE 1 END AS margin_sign,
           (coalesce(o.opened_on, (o.created_at AT TIME ZONE %(zone)s)::date) - %(window)s::int)::timestamp
               AT TIME ZONE %(zone)s AS since,
           (o.closed_on + 1)::timestamp AT TIME ZONE %(zone)s AS until
    FROM crm_opportunity o
    WHERE o.state = 'won' AND (%(ids)s::bigint[] IS NULL OR o.id = ANY (%(ids)s::bigint[]))
), hit AS (
    SELECT d.id AS deal, t.contact_id AS person, coalesce(t.campaign_id, 0) AS origin, t.at, t.id
    FROM deal d
    JOIN crm_opportunitycontact m ON m.opportunity_id = d.id
    JOIN leads_touchpoint t ON t.contact_id = m.contact_id
    WHERE t.withdrawn_at IS NULL AND t.at >= d.since AND t.at < d.until
    UNION ALL
    SELECT d.id, coalesce(t.contact_id, l.contact_id, -l.id), coalesce(t.campaign_id, 0), t.at, t.id
    FROM deal d
    JOIN leads_lead l ON l.opportunity_id = d.id
    JOIN leads_touchpoint t ON t.lead_id = l.id
    WHERE t.withdrawn_at IS NULL AND t.at >= d.since AND t.at < d.until
), path AS (
    SELECT DISTINCT ON (deal, person, origin, (at AT TIME ZONE %(zone)s)::date) deal, origin, at, id
    FROM hit
    ORDER BY deal, person, origin, (at AT TIME ZONE %(zone)s)::date, at, id
), ranked AS (
    SELECT deal, origin,
           row_number() OVER (PARTITION BY deal ORDER BY at, id) AS place,
           count(*) OVER (PARTITION BY deal) AS n
    FROM path
), credit AS (
    SELECT deal, origin, n, min(place) AS place,
           count(*) FILTER (WHERE place = 1) AS first,
           count(*) FILTER (WHERE place = n) AS last,
           count(*) AS linear,
           sum(CASE WHEN n > 2 AND place IN (1, n) THEN 2 * (n - 2) ELSE 1 END) AS u
    FROM ranked
    GROUP BY deal, origin, n
), share AS (
    SELECT c.deal, c.origin, c.place, m.model, m.part, m.whole
    FROM credit c
    CROSS JOIN LATERAL (VALUES
        ('first', c.first, 1::bigint), ('last', c.last, 1), ('linear', c.linear, c.n),
        ('u', c.u, CASE WHEN c.n > 2 THEN 5 * (c.n - 2) ELSE c.n END)
    ) AS m (model, part, whole)
    WHERE m.part > 0
    UNION ALL
    SELECT d.id, -1, 1, m.model, 1, 1
    FROM deal d CROSS JOIN (VALUES ('first'), ('last'), ('linear'), ('u')) AS m (model)
    WHERE NOT EXISTS (SELECT 1 FROM credit c WHERE c.deal = d.id)
), cut AS (
    SELECT s.deal, s.origin, s.place, s.model, s.part, s.whole, d.estimated, d.closed_on,
           d.amount_cents, floor(d.amount_cents * s.part / s.whole) AS amount_floor,
           d.margin_sign, d.margin_cents, floor(d.margin_cents * s.part / s.whole) AS margin_floor
    FROM share s JOIN deal d ON d.id = s.deal
), dealt AS (
    SELECT cut.*,
           amount_cents - sum(amount_floor) OVER model_of_deal AS amount_left,
           row_number() OVER (PARTITION BY deal, model
                              ORDER BY amount_cents * part - amount_floor * whole DESC, place) AS amount_turn,
           margin_cents - sum(margin_floor) OVER model_of_deal AS margin_left,
           row_number() OVER (PARTITION BY deal, model
                              ORDER BY margin_cents * part - margin_floor * whole DESC, place) AS margin_turn
    FROM cut
    WINDOW model_of_deal AS (PARTITION BY deal, model)
)
SELECT deal,
       CASE origin WHEN 0 THEN 'field' WHEN -1 THEN 'none' ELSE 'campaign:' || origin END,
       CASE WHEN origin > 0 THEN origin END,
       model,
       round(part::numeric / whole, 6),
       (amount_floor + (amount_turn <= amount_left)::int) / 100,
       margin_sign * (margin_floor + (margin_turn <= margin_left)::int) / 100,
       estimated, closed_on, %(stamp)s
FROM dealt
ON CONFLICT (opportunity_id, bucket, model) DO UPDATE SET
    weight = excluded.weight, amount = excluded.amount, margin = excluded.margin, estimated = excluded.estimated,
    closed_on = excluded.closed_on, computed_at = excluded.computed_at
