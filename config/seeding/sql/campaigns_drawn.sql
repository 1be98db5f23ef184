CREATE TEMP TABLE seed_campaign AS
SELECT k, m.id AS owner, 1 + (k - 1) %% cardinality(%(names)s::text[]) AS theme, first.d AS starts_on,
       first.d + 56 AS ends_on, pg_temp.draw(k, 31) AS quality
FROM generate_series(1, %(campaigns)s) k
JOIN seed_marketer m ON m.n = 1 + (k - 1) %% %(marketers)s
JOIN seed_day first ON first.n = 1 + floor((k - 1)::float8 / %(campaigns)s * (SELECT max(n) - 4 FROM seed_day))::int
