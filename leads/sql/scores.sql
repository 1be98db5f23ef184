-- Fit, engagement, cell and the points of each rule, for every lead asked for; {…} come from the rules in force.
WITH chosen AS MATERIALIZED (  -- what the rules look at, each text folded once
    SELECT l.id, l.contact_id, l.company_id, s.fit AS was_fit, s.engagement AS was_engagement, s.cell AS was_cell,
           s.probability AS was_probability{looked_at}
    FROM leads_lead l JOIN leads_currentscore s ON s.lead_id = l.id LEFT JOIN leads_campaign c ON c.id = l.campaign_id
    WHERE {chosen}
), touch AS MATERIALIZED (  -- the touches of each pair of lead and contact, faded by their age
    SELECT lead_id, contact_id, kind, sum(faded) AS weight, max(faded) AS freshest, count(*) AS many
    FROM (SELECT lead_id, contact_id, kind, power(0.5, (%(epoch)s - date_part('epoch', at)) / %(half_life)s) AS faded
          FROM {touches} raw
          WHERE withdrawn_at IS NULL AND at <= %(now)s AND at > %(oldest)s) t
    GROUP BY lead_id, contact_id, kind
), engaged AS (
    SELECT owned.chosen_id{totals}
    FROM (SELECT chosen.id AS chosen_id, touch.* FROM chosen JOIN touch ON touch.lead_id = chosen.id
          UNION ALL
          SELECT chosen.id, touch.* FROM chosen JOIN touch ON touch.contact_id = chosen.contact_id
          WHERE touch.lead_id IS DISTINCT FROM chosen.id) owned
    GROUP BY owned.chosen_id
), fact AS (
    SELECT company_id, count(*) AS n FROM crm_fact
    {facts_of} withdrawn_at IS NULL AND (expires_on IS NULL OR expires_on >= %(today)s) AND created_at <= %(now)s
    GROUP BY company_id
), pointed AS MATERIALIZED (
    SELECT l.id, l.was_fit, l.was_engagement, l.was_cell, l.was_probability,
           ARRAY[{counts}]::int[] AS counts, {points}
    FROM chosen l
    LEFT JOIN engaged e ON e.chosen_id = l.id
    LEFT JOIN fact f ON f.company_id = l.company_id
), summed AS MATERIALIZED (
    SELECT id, was_fit, was_engagement, was_cell, was_probability, counts, ARRAY[{array}]::int[] AS points,
           {fit} AS fit, {engagement} AS engagement
    FROM pointed
)
SELECT id, fit, engagement, {cell} AS cell, points, counts, was_fit, was_engagement, was_cell, was_probability FROM summed
