ALTER TABLE seed_deal ADD COLUMN state text;
UPDATE seed_deal SET state = CASE WHEN closed_on >= %(end)s THEN 'open' WHEN pg_temp.draw(i, 98) <
    1 / (1 + exp(-(-1.6 + 0.9 * fit + 0.8 * least(facts, 3) / 3.0 + 0.6 * quality - CASE WHEN late THEN 0.4 ELSE 0 END)))
    THEN 'won' ELSE 'lost' END
