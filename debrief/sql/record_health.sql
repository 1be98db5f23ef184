, measured AS (
    SELECT company_id, sum(weight) AS expected, coalesce(sum(weight) FILTER (WHERE filled), 0) AS filled,
        count(*) FILTER (WHERE filled) AS known, count(*) FILTER (WHERE fresh) AS fresh,
        coalesce(string_agg(part, ',' ORDER BY weight DESC, part) FILTER (WHERE NOT filled), '') AS missing,
        coalesce(string_agg(part, ',' ORDER BY weight DESC, part) FILTER (WHERE filled AND NOT fresh), '') AS stale
    FROM parts GROUP BY company_id
)
INSERT INTO debrief_recordhealth AS r
    (company_id, expected, filled, known, fresh, missing, stale, share, measured_on)
SELECT company_id, expected, filled, known, fresh, missing, stale, round(filled::numeric / expected, 4), %(day)s
FROM measured
ON CONFLICT (company_id) DO UPDATE SET
    expected = excluded.expected, filled = excluded.filled, known = excluded.known, fresh = excluded.fresh,
    missing = excluded.missing, stale = excluded.stale, share = excluded.share, measured_on = excluded.measured_on
WHERE (r.expected, r.filled, r.known, r.fresh, r.missing, r.stale)
    IS DISTINCT FROM (excluded.expected, excluded.filled, excluded.known, excluded.fresh, excluded.missing, excluded.stale)
