-- Each campaign's figures between two days; costs, revenue and leads are summed apart, then joined: three wins never
-- triple a cost, and a campaign without a win is listed. Leads are those captured in the interval.
SELECT c.id AS campaign_id,
       coalesce(k.cost, 0) AS cost,
       coalesce(p.leads, 0) AS leads, coalesce(p.mql, 0) AS mql, coalesce(p.handed_off, 0) AS handed_off,
       coalesce(p.sal, 0) AS sal, coalesce(p.opportunities, 0) AS opportunities, coalesce(p.won, 0) AS won,
       coalesce(r.deals, 0) AS deals,
       coalesce(r.estimated_u, 0) AS estimated_u, round(r.estimated_u / nullif(r.margin_u, 0), 4) AS estimated_share,
       coalesce(r.revenue_first, 0) AS revenue_first, coalesce(r.revenue_last, 0) AS revenue_last,
       coalesce(r.revenue_linear, 0) AS revenue_linear, coalesce(r.revenue_u, 0) AS revenue_u,
       coalesce(r.margin_first, 0) AS margin_first, coalesce(r.margin_last, 0) AS margin_last,
       coalesce(r.margin_linear, 0) AS margin_linear, coalesce(r.margin_u, 0) AS margin_u,
       round((coalesce(r.margin_first, 0) - k.cost) / nullif(k.cost, 0), 4) AS roi_first,
       round((coalesce(r.margin_last, 0) - k.cost) / nullif(k.cost, 0), 4) AS roi_last,
       round((coalesce(r.margin_linear, 0) - k.cost) / nullif(k.cost, 0), 4) AS roi_linear,
       round((coalesce(r.margin_u, 0) - k.cost) / nullif(k.cost, 0), 4) AS roi_u
FROM leads_campaign c
LEFT JOIN (
    SELECT x.campaign_id,
           sum(CASE WHEN x.kind = 'spend' OR b.kind = 'credit' THEN x.amount ELSE -x.amount END) AS cost
    FROM leads_campaigncost x LEFT JOIN leads_campaigncost b ON b.id = x.reverses_id
    WHERE x.day BETWEEN %(first)s AND %(last)s
    GROUP BY x.campaign_id
) k ON k.campaign_id = c.id
LEFT JOIN (
    SELECT l.campaign_id, count(*) AS leads,
           count(*) FILTER (WHERE l.qualified_at < %(until)s) AS mql,
           count(*) FILTER (WHERE h.sent_at < %(until)s) AS handed_off,
           count(*) FILTER (WHERE l.accepted_at < %(until)s) AS sal,
           count(*) FILTER (WHERE l.converted_at < %(until)s) AS opportunities,
           count(DISTINCT o.opportunity_id) AS won
    FROM leads_lead l
    LEFT JOIN (SELECT lead_id, min(sent_at) AS sent_at FROM leads_handoff GROUP BY lead_id) h ON h.lead_id = l.id
    LEFT JOIN leads_outcome o
        ON o.lead_id = l.id AND o.superseded_at IS NULL AND o.result = 'won' AND o.decided_on <= %(last)s
    WHERE l.captured_at >= %(since)s AND l.captured_at < %(until)s AND l.state <> 'merged'
    GROUP BY l.campaign_id
) p ON p.campaign_id = c.id
LEFT JOIN (
    SELECT campaign_id, count(*) FILTER (WHERE model = 'u') AS deals,
           sum(margin) FILTER (WHERE model = 'u' AND estimated) AS estimated_u,
           sum(amount) FILTER (WHERE model = 'first') AS revenue_first,
           sum(amount) FILTER (WHERE model = 'last') AS revenue_last,
           sum(amount) FILTER (WHERE model = 'linear') AS revenue_linear,
           sum(amount) FILTER (WHERE model = 'u') AS revenue_u,
           sum(margin) FILTER (WHERE model = 'first') AS margin_first,
           sum(margin) FILTER (WHERE model = 'last') AS margin_last,
           sum(margin) FILTER (WHERE model = 'linear') AS margin_linear,
           sum(margin) FILTER (WHERE model = 'u') AS margin_u
    FROM leads_revenueattribution
    WHERE closed_on BETWEEN %(first)s AND %(last)s AND campaign_id IS NOT NULL
    GROUP BY campaign_id
) r ON r.campaign_id = c.id
