UPDATE leads_lead SET state = new.state, owner_id = new.owner, opportunity_id = new.deal, qualified_at = new.qualified_at,
    accepted_at = new.accepted_at, first_contacted_at = new.accepted_at
        + (2 + floor(40 * power(pg_temp.draw(new.i, 86), 3))) * interval '1 hour',
    converted_at = new.opened_on::timestamptz, disqualify_reason_id = new.reason, routing_reason = new.routing,
    recycled_until = CASE new.state WHEN 'recycled' THEN new.recycled_until END
FROM (SELECT l.i, d.id AS deal, d.opened_on,
          CASE WHEN d.id IS NOT NULL THEN CASE d.state WHEN 'open' THEN 'converted' ELSE d.state END
               WHEN h.decision = 'accepted' THEN 'working' WHEN h.decision = 'rejected' THEN 'recycled'
               WHEN h.decision IS NULL AND l.fate <> 'hand' THEN l.fate
               WHEN l.captured_at < %(end)s::date - 30 THEN 'recycled' ELSE 'qualified' END AS state,
          CASE WHEN h.decision = 'accepted' THEN h.rep END AS owner,
          CASE WHEN h.i IS NOT NULL OR l.fate <> 'new' THEN l.captured_at + interval '5 hours' END AS qualified_at,
          CASE WHEN h.decision = 'accepted' THEN h.decided_at END AS accepted_at,
          CASE WHEN h.decision = 'rejected' THEN h.decided_at::date + 90 ELSE %(end)s::date + 30 END AS recycled_until,
          CASE WHEN h.i IS NULL AND l.fate = 'disqualified' THEN %(reason)s::bigint END AS reason,
          CASE WHEN h.i IS NOT NULL THEN 'Propriétaire de la société' ELSE '' END AS routing
      FROM seed_lead l LEFT JOIN seed_handoff h USING (i) LEFT JOIN seed_deal d USING (i)) new
WHERE leads_lead.id = new.i AND new.state <> 'new'
