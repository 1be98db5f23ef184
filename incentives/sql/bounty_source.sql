-- A bounty is its own source in the contract's ledger: earned by the verdict on the answer, beside what the finding earns.
CREATE OR REPLACE VIEW contract.ledger AS
SELECT l.id, l.seq, to_char(p.month, 'YYYY-MM') AS period_id, l.person_id AS rep_id, l.points,
    CASE
        WHEN l.verdict_id IS NOT NULL AND c.rule = 'bounty' THEN 'bounty:' || l.verdict_id
        WHEN l.verdict_id IS NOT NULL THEN 'verdict:' || l.verdict_id
        WHEN l.handoff_id IS NOT NULL THEN 'handoff:' || l.handoff_id
        WHEN l.outcome_id IS NOT NULL THEN 'outcome:' || l.outcome_id
        WHEN l.score_id IS NOT NULL THEN 'score:' || l.score_id
        ELSE 'manual:' || l.id
    END AS source,
    l.reverses_id, l.created_at, encode(l.hash, 'hex') AS hash
FROM public.incentives_ledgerline l
JOIN public.incentives_period p ON p.id = l.period_id
LEFT JOIN public.incentives_component c ON c.id = l.component_id;
-- reverse
CREATE OR REPLACE VIEW contract.ledger AS
SELECT l.id, l.seq, to_char(p.month, 'YYYY-MM') AS period_id, l.person_id AS rep_id, l.points,
    CASE
        WHEN l.verdict_id IS NOT NULL THEN 'verdict:' || l.verdict_id
        WHEN l.handoff_id IS NOT NULL THEN 'handoff:' || l.handoff_id
        WHEN l.outcome_id IS NOT NULL THEN 'outcome:' || l.outcome_id
        WHEN l.score_id IS NOT NULL THEN 'score:' || l.score_id
        ELSE 'manual:' || l.id
    END AS source,
    l.reverses_id, l.created_at, encode(l.hash, 'hex') AS hash
FROM public.incentives_ledgerline l JOIN public.incentives_period p ON p.id = l.period_id;
