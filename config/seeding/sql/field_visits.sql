CREATE TEMP TABLE seed_visit AS
SELECT (d.id - 1) * 3 + v AS id, d.id AS debrief, v AS position, d.rep, d.reviewer, d.d, d.timeliness, d.filed_at, d.closed_at,
       company, CASE WHEN company <= %(contacts)s THEN company END AS contact, pg_temp.draw((d.id - 1) * 3 + v, 62) AS luck
FROM seed_debrief d CROSS JOIN generate_series(1, %(visits)s) v
CROSS JOIN LATERAL (SELECT d.rep_n + %(reps)s * floor(
    power(pg_temp.draw((d.id - 1) * 3 + v, 61), 2) * %(portfolio)s * 0.45)::int AS company) c
