ALTER TABLE seed_deal ADD COLUMN state text;
WITH luck AS (
    SELECT id, closed_on < %(end)s AS decided, greatest(pg_temp.draw(i, 98), 1e-12) AS u,
        0.9 * fit + 0.8 * least(facts, 3) / 3.0 + 0.6 * quality - CASE WHEN late THEN 0.4 ELSE 0 END AS reasons
    FROM seed_deal
), scored AS (  -- u < logistic(base + reasons), said of the base
    SELECT id, decided, ln(u / (1 - u)) - reasons AS needed FROM luck
), bar AS (
    SELECT coalesce((SELECT needed FROM scored WHERE decided ORDER BY needed, id OFFSET %(won)s - 1
        LIMIT CASE WHEN %(won)s::int IS NULL THEN 0 ELSE 1 END), -1.6) AS base
)
UPDATE seed_deal SET state = CASE WHEN NOT decided THEN 'open' WHEN needed <= base THEN 'won' ELSE 'lost' END
FROM scored, bar WHERE scored.id = seed_deal.id
