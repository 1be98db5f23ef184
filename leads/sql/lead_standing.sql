-- How every lead captured before the end of that day stood then; only rows that changed are written.
INSERT INTO leads_leadstanding
    (lead_id, campaign_id, channel, segment, rep_id, team_id, captured_on, qualified, handed_off, accepted, converted,
     won, amount)
SELECT l.id, l.campaign_id, coalesce(c.channel, ''), coalesce(nullif(m.segment, ''), l.sector),
       coalesce(h.to_id, l.owner_id), coalesce(u.team_id, l.team_id),
       (l.captured_at AT TIME ZONE %(zone)s)::date,
       coalesce(l.qualified_at < %(until)s, false), h.to_id IS NOT NULL,
       coalesce(l.accepted_at < %(until)s, false), coalesce(l.converted_at < %(until)s, false),
       o.lead_id IS NOT NULL, o.amount
FROM leads_lead l
LEFT JOIN leads_campaign c ON c.id = l.campaign_id
LEFT JOIN crm_company m ON m.id = l.company_id
LEFT JOIN (
    SELECT DISTINCT ON (lead_id) lead_id, to_id FROM leads_handoff
    WHERE sent_at < %(until)s AND decision <> 'withdrawn' ORDER BY lead_id, sent_at DESC, id DESC
) h ON h.lead_id = l.id
LEFT JOIN accounts_user u ON u.id = h.to_id
LEFT JOIN leads_outcome o
    ON o.lead_id = l.id AND o.superseded_at IS NULL AND o.result = 'won' AND o.decided_on <= %(day)s
WHERE l.captured_at < %(until)s AND l.state <> 'merged'
ON CONFLICT (lead_id) DO UPDATE SET
    campaign_id = excluded.campaign_id, channel = excluded.channel, segment = excluded.segment,
    rep_id = excluded.rep_id, team_id = excluded.team_id, captured_on = excluded.captured_on,
    qualified = excluded.qualified, handed_off = excluded.handed_off, accepted = excluded.accepted,
    converted = excluded.converted, won = excluded.won, amount = excluded.amount
WHERE leads_leadstanding IS DISTINCT FROM excluded
