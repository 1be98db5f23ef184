CREATE TEMP TABLE seed_handoff AS
SELECT i, k, quality, fit, contact, company, rep, team, captured_at, captured_at + interval '5 hours' AS qualified_at, sent_at,
       sent_at + CASE WHEN extract(isodow FROM sent_at) IN (4, 5) THEN interval '4 days' ELSE interval '2 days' END AS due_at,
       CASE WHEN luck < 0.04 THEN 'expired' WHEN luck < 0.20 - 0.10 * fit THEN 'rejected' ELSE 'accepted' END AS decision,
       pg_temp.draw(i, 82) < 0.18 AS late, owner AS sent_by
FROM seed_lead JOIN seed_campaign USING (k, quality)
CROSS JOIN LATERAL (SELECT captured_at + interval '1 day' + CASE extract(isodow FROM captured_at + interval '1 day') WHEN 6 THEN interval '2 days'
    WHEN 7 THEN interval '1 day' ELSE interval '0' END AS sent_at, pg_temp.draw(i, 81) AS luck) s
WHERE fate = 'hand' AND fit > 0.25 AND sent_at < %(end)s::date - 12
