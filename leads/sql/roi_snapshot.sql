-- The figures of every campaign begun by that day, written once per campaign and day; a second run changes nothing.
INSERT INTO leads_campaignroisnapshot
    (campaign_id, as_of, cost, leads, mql, handed_off, sal, opportunities, won, estimated_share,
     revenue_first, revenue_last, revenue_linear, revenue_u, margin_first, margin_last, margin_linear, margin_u,
     roi_first, roi_last, roi_linear, roi_u, formula_version, inputs_sha)
SELECT f.campaign_id, %(last)s, f.cost, f.leads, f.mql, f.handed_off, f.sal, f.opportunities, f.won,
       f.estimated_share, f.revenue_first, f.revenue_last, f.revenue_linear, f.revenue_u, f.margin_first,
       f.margin_last, f.margin_linear, f.margin_u, f.roi_first, f.roi_last, f.roi_linear, f.roi_u, %(version)s,
       encode(sha256(convert_to(concat_ws('|', f.campaign_id, %(last)s::date, %(version)s, f.cost, f.leads, f.mql,
           f.handed_off, f.sal, f.opportunities, f.won, f.estimated_share, f.revenue_first, f.revenue_last,
           f.revenue_linear, f.revenue_u, f.margin_first, f.margin_last, f.margin_linear, f.margin_u), 'UTF8')), 'hex')
FROM ({figures}) f JOIN leads_campaign c ON c.id = f.campaign_id
WHERE c.starts_on <= %(last)s OR f.cost <> 0 OR f.leads <> 0 OR f.deals <> 0
ORDER BY f.campaign_id
ON CONFLICT (campaign_id, as_of) DO UPDATE SET
    cost = excluded.cost, leads = excluded.leads, mql = excluded.mql, handed_off = excluded.handed_off,
    sal = excluded.sal, opportunities = excluded.opportunities, won = excluded.won,
    estimated_share = excluded.estimated_share, revenue_first = excluded.revenue_first,
    revenue_last = excluded.revenue_last, revenue_linear = excluded.revenue_linear, revenue_u = excluded.revenue_u,
    margin_first = excluded.margin_first, margin_last = excluded.margin_last,
    margin_linear = excluded.margin_linear, margin_u = excluded.margin_u, roi_first = excluded.roi_first,
    roi_last = excluded.roi_last, roi_linear = excluded.roi_linear, roi_u = excluded.roi_u,
    formula_version = excluded.formula_version, inputs_sha = excluded.inputs_sha
