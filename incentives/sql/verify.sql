-- Every line is numbered without a hole, chained to the one before and hashed as written; closed months end as they were closed.
WITH chained AS (
    SELECT l.id, l.period_id, l.seq, l.hash, l.prev, incentives_line_hash(l) AS expected,
        lag(l.hash) OVER book AS last_hash, row_number() OVER book AS rank
    FROM incentives_ledgerline l WINDOW book AS (PARTITION BY l.period_id ORDER BY l.seq)
)
SELECT to_char(p.month, 'YYYY-MM'), c.seq, CASE
        WHEN c.seq <> c.rank THEN 'a line is missing before this one'
        WHEN c.prev IS DISTINCT FROM c.last_hash THEN 'the chain is broken before this line'
        ELSE 'the line is not what was written'
    END
FROM chained c JOIN incentives_period p ON p.id = c.period_id
WHERE c.seq <> c.rank OR c.prev IS DISTINCT FROM c.last_hash OR c.hash <> c.expected
ORDER BY 1, 2 LIMIT 100;
