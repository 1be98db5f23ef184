-- Everything that waits to be done, wherever it is kept: messages, failures, and sources that have not been settled yet.
CREATE VIEW contract.outbox AS
WITH plan AS (
    SELECT a.person_id, c.rule,
           daterange(greatest(a.starts_on, v.starts_on),
                     least(coalesce(a.ends_on, 'infinity'), coalesce(v.ends_on, 'infinity'))) AS days
    FROM public.incentives_assignment a
    JOIN public.incentives_planversion v ON v.plan_id = a.plan_id AND v.state = 'published'
    JOIN public.incentives_component c ON c.version_id = v.id
    WHERE greatest(a.starts_on, v.starts_on) < least(coalesce(a.ends_on, 'infinity'), coalesce(v.ends_on, 'infinity'))
    GROUP BY 1, 2, 3
)
SELECT 'message:' || id AS id, 'message' AS topic, key::text, attempts::int, state::text, created_at, sent_at
FROM public.core_message
UNION ALL
SELECT 'deferred:' || id, topic::text, key::text, attempts::int, state::text, created_at, NULL
FROM public.core_deferred
UNION ALL
SELECT 'verdict:' || j.id, 'settle_finding', 'verdict:' || j.id, 0, 'waiting', j.decided_at, NULL
FROM public.debrief_verdict j
JOIN public.debrief_finding f ON f.id = j.finding_id AND NOT f.in_conflict
JOIN public.debrief_visit v ON v.id = f.visit_id
JOIN public.debrief_debrief d ON d.id = v.debrief_id
WHERE j.reversed_at IS NULL
    AND CASE  -- in this order: nearly every verdict has its line, and only the others ask the plans
        WHEN EXISTS (SELECT FROM public.incentives_ledgerline l
                     WHERE l.verdict_id = j.id AND l.person_id = d.rep_id AND l.kind = 'earned') THEN false
        ELSE coalesce((SELECT true FROM plan p
                       WHERE p.person_id = d.rep_id AND p.rule = 'finding' AND p.days @> d.work_date LIMIT 1), false)
    END
UNION ALL
SELECT 'handoff:' || h.id, 'settle_handoff', 'handoff:' || h.id, 0, 'waiting', h.decided_at, NULL
FROM public.leads_handoff h
WHERE h.decision IN ('accepted', 'rejected', 'expired')
    AND EXISTS (SELECT FROM plan p
                WHERE p.person_id IN (h.to_id, h.sent_by_id) AND p.rule = 'handoff' AND p.days @> h.decided_at::date
                    AND NOT EXISTS (SELECT FROM public.incentives_ledgerline l
                                    WHERE l.handoff_id = h.id AND l.person_id = p.person_id AND l.kind = 'earned'))
UNION ALL
SELECT 'opportunity:' || o.id, 'settle_outcome', 'opportunity:' || o.id, 0, 'waiting', o.updated_at, NULL
FROM public.crm_opportunity o
WHERE o.state = 'won' AND NOT EXISTS (SELECT FROM public.leads_revenueattribution a WHERE a.opportunity_id = o.id)
    OR EXISTS (SELECT FROM public.leads_lead l
               WHERE l.opportunity_id = o.id AND l.state IN ('converted', 'won', 'lost')
                   AND l.state <> CASE o.state WHEN 'open' THEN 'converted' ELSE o.state END);
GRANT SELECT ON contract.outbox TO app_rw, app_ro;
-- reverse
DROP VIEW contract.outbox;
