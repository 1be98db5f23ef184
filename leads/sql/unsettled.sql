-- Deals whose outcomes or attribution disagree with their state, or touched after they were attributed.
SELECT o.id FROM crm_opportunity o
WHERE o.state = 'won' AND NOT EXISTS (SELECT 1 FROM leads_revenueattribution a WHERE a.opportunity_id = o.id)
UNION
SELECT o.id
FROM crm_opportunity o
JOIN (
    SELECT opportunity_id, sum(amount) AS amount, sum(margin) AS margin, bool_or(estimated) AS estimated,
           min(closed_on) AS closed_on
    FROM leads_revenueattribution WHERE model = 'u' GROUP BY opportunity_id
) a ON a.opportunity_id = o.id
WHERE o.state <> 'won' OR a.amount <> o.amount OR a.closed_on <> o.closed_on
   OR a.estimated <> (o.margin IS NULL) OR (o.margin IS NOT NULL AND a.margin <> o.margin)
UNION
SELECT o.id
FROM leads_lead l JOIN crm_opportunity o ON o.id = l.opportunity_id
WHERE l.state IN ('converted', 'won', 'lost')
  AND l.state <> CASE o.state WHEN 'open' THEN 'converted' ELSE o.state END
UNION
SELECT o.id
FROM leads_lead l JOIN crm_opportunity o ON o.id = l.opportunity_id
WHERE l.state IN ('won', 'lost')
  AND NOT EXISTS (SELECT 1 FROM leads_outcome x WHERE x.lead_id = l.id AND x.superseded_at IS NULL)
UNION
SELECT o.id
FROM leads_outcome x JOIN crm_opportunity o ON o.id = x.opportunity_id
WHERE x.superseded_at IS NULL AND (o.state <> x.result OR o.closed_on <> x.decided_on)
UNION
SELECT o.id
FROM leads_touchpoint t
JOIN crm_opportunitycontact m ON m.contact_id = t.contact_id
JOIN crm_opportunity o ON o.id = m.opportunity_id AND o.state = 'won'
WHERE t.recorded_at >= %(since)s
  AND t.at >= coalesce(o.opened_on, o.created_at::date) - %(window)s::int - 1 AND t.at < o.closed_on + 2
  AND EXISTS (
      SELECT 1 FROM leads_revenueattribution a
      WHERE a.opportunity_id = o.id AND a.computed_at < t.recorded_at + interval '30 seconds')
UNION
SELECT o.id
FROM leads_touchpoint t
JOIN leads_lead l ON l.id = t.lead_id
JOIN crm_opportunity o ON o.id = l.opportunity_id AND o.state = 'won'
WHERE t.recorded_at >= %(since)s
  AND EXISTS (
      SELECT 1 FROM leads_revenueattribution a
      WHERE a.opportunity_id = o.id AND a.computed_at < t.recorded_at + interval '30 seconds')
ORDER BY 1
