CREATE TEMP TABLE seed_finding AS
SELECT (v.id - 1) * 3 + f AS id, v.id AS visit, v.rep, v.reviewer, v.d, v.timeliness, v.filed_at,
       v.closed_at - interval '3 hours' * pg_temp.draw((v.id - 1) * 3 + f, 70) AS decided_at, v.company, v.contact,
       kind, topic, pg_temp.pick(CASE WHEN r.cheat THEN ARRAY['new', 'confirms_fresh', 'known', 'known']
           ELSE ARRAY['new', 'new', 'new', 'new', 'new', 'new', 'new', 'corrects', 'confirms_stale', 'confirms_fresh', 'known'] END,
           (v.id - 1) * 3 + f, 73) AS novelty,
       CASE WHEN fate < 0.04 THEN 'pending' WHEN r.cheat AND fate < 0.5 THEN 'rejected' WHEN fate < 0.78 THEN 'accepted'
            WHEN fate < 0.86 THEN 'amended'
            ELSE 'rejected' END AS fate,
       CASE WHEN pg_temp.draw((v.id - 1) * 3 + f, 75) < 0.15 THEN 'rich' ELSE 'useful' END AS grade,
       CASE kind WHEN 'market_signal' THEN pg_temp.pick(%(signals)s::text[], (v.id - 1) * 3 + f, 72)
                 WHEN 'opinion' THEN pg_temp.pick(%(opinions)s::text[], (v.id - 1) * 3 + f, 76)
                 WHEN 'remark' THEN pg_temp.pick(%(remarks)s::text[], (v.id - 1) * 3 + f, 76)
                 WHEN 'contact' THEN contact.name || ' · ' || contact.role
                 ELSE (20 + (v.id %% 180))::text END AS value,
       CASE WHEN topic = 'price' THEN 6000 + 100 * (v.id %% 90) + 40 * (v.company %% 150) END AS amount,
       CASE WHEN topic = 'project' THEN v.d + 20 + (v.id %% 220)::int END AS on_date
FROM seed_visit v JOIN seed_rep r ON r.id = v.rep
CROSS JOIN generate_series(1, 3) f
CROSS JOIN LATERAL (SELECT pg_temp.draw((v.id - 1) * 3 + f, 71) AS what, pg_temp.draw((v.id - 1) * 3 + f, 74) AS fate) drawn
CROSS JOIN LATERAL (SELECT CASE WHEN what < 0.12 AND v.contact IS NOT NULL THEN 'contact' WHEN what < 0.24 THEN 'company_fact'
    WHEN what < 0.44 THEN 'opinion' WHEN what < 0.64 THEN 'remark' ELSE 'market_signal' END AS kind) k
CROSS JOIN LATERAL (SELECT CASE WHEN kind = 'market_signal' THEN pg_temp.pick(%(topics)s::text[], (v.id - 1) * 3 + f, 72)
    ELSE '' END AS topic) t
LEFT JOIN crm_contact contact ON contact.id = v.contact
WHERE f = 1 OR pg_temp.draw(v.id, 76 + f) < CASE f WHEN 2 THEN %(second)s ELSE %(third)s END
