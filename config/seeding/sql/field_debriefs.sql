CREATE TEMP TABLE seed_debrief AS
SELECT (r.n - 1) * (SELECT count(*) FROM seed_day) + day.n AS id, r.n AS rep_n, r.id AS rep, day.d,
       CASE WHEN hour < 0.86 THEN 'hot' WHEN hour < 0.96 THEN 'warm' ELSE 'cold' END AS timeliness,
       CASE WHEN hour < 0.86 THEN day.d + time '16:40' + pg_temp.draw(key, 52) * interval '3 hours'
            WHEN hour < 0.96 THEN later.d + time '08:20' + pg_temp.draw(key, 52) * interval '2 hours'
            ELSE later.d + 3 + time '18:10' + pg_temp.draw(key, 52) * interval '1 hour' END AS filed_at,
       later.d + 4 + time '10:00' + pg_temp.draw(key, 54) * interval '6 hours' AS closed_at,
       m.id AS reviewer, CASE WHEN r.cheat THEN 4 ELSE 35 END
           + floor(pg_temp.draw(key, 55) * CASE WHEN r.cheat THEN 8 ELSE 110 END)::int AS seconds
FROM seed_rep r CROSS JOIN seed_day day
CROSS JOIN LATERAL (SELECT r.n::bigint * 100000 + day.n AS key) k
CROSS JOIN LATERAL (SELECT pg_temp.draw(key, 51) AS hour) h
JOIN seed_marketer m ON m.n = 1 + (r.n + day.n) %% %(marketers)s
LEFT JOIN seed_day next ON next.n = day.n + 1
CROSS JOIN LATERAL (SELECT coalesce(next.d, day.d + 1) AS d) later
