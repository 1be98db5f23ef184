UPDATE leads_lead SET state = new.state, owner_id = new.owner, opportunity_id = new.deal, qualified_at = new.qualified_at,
    accepted_at = new.accepted_at, first_contacted_at = new.accepted_at + interval '6 hours',
    converted_at = new.opened_on::timestamptz, recycled_until = new.recycled_until, disqualify_reason_id = new.reason,
    routing_reason = new.routing
FROM (SELECT l.i, d.id AS deal, d.opened_on,
          CASE WHEN d.id IS NOT NULL THEN CASE d.state WHEN 'open' THEN 'converted' ELSE d.state END
               WHEN h.decision = 'accepted' THEN 'working' WHEN h.decision = 'rejected' THEN 'recycled'
               WHEN h.decision = 'expired' OR l.fate = 'hand' THEN 'qualified' ELSE l.fate END AS state,
          CASE WHEN h.decision = 'accepted' THEN h.rep END AS owner,
          CASE WHEN h.i IS NOT NULL OR l.fate <> 'new' THEN l.captured_at + interval '5 hours' END AS qualified_at,
          CASE WHEN h.decision = 'accepted' THEN h.decided_at END AS accepted_at,
          CASE WHEN h.decision = 'rejected' THEN h.decided_at::date + 90 WHEN h.i IS NULL AND l.fate = 'recycled'
               THEN %(end)s::date + 30 END AS recycled_until,
          CASE WHEN h.i IS NULL AND l.fate = 'disqualified' THEN %(reason)s::bigint END AS reason,
          CASE WHEN h.i IS NOT NULL THEN 'Propriétaire de la société' ELSE '' END AS routing
      FROM seed_lead l LEFT JOIN seed_handoff h USING (i) LEFT JOIN seed_deal d USING (i)) new
WHERE leads_lead.id = new.i AND new.state <> 'new'
