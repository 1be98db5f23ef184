-- What the outside may read of points: the book, the days' balances, and what each debrief earns; columns frozen.
CREATE VIEW contract.ledger AS
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

CREATE VIEW contract.snapshots AS
SELECT as_of AS day, person_id AS rep_id, points, score, points_part, acceptance_part, handoff_part,
    n_points, n_acceptance, n_handoff, formula_version
FROM public.incentives_contributionsnapshot;

CREATE OR REPLACE VIEW contract.debriefs AS
SELECT d.id, d.rep_id, d.client_key::text AS idem_key, d.created_at,
    (
        SELECT coalesce(sum(e.points), 0) FROM public.debrief_visit s
        JOIN public.debrief_finding f ON f.visit_id = s.id
        JOIN public.incentives_deserved e ON e.finding_id = f.id
        WHERE s.debrief_id = d.id
    )::bigint AS earns,
    to_char(d.work_date, 'YYYY-MM') AS period_id
FROM public.debrief_debrief d
WHERE d.filed_at IS NOT NULL;

GRANT SELECT ON contract.ledger, contract.snapshots, contract.debriefs TO app_rw, app_ro;
-- reverse
CREATE OR REPLACE VIEW contract.debriefs AS
SELECT d.id, d.rep_id, d.client_key::text AS idem_key, d.created_at, 0::bigint AS earns,
    to_char(d.work_date, 'YYYY-MM') AS period_id
FROM public.debrief_debrief d
WHERE d.filed_at IS NOT NULL;
DROP VIEW contract.snapshots;
DROP VIEW contract.ledger;
