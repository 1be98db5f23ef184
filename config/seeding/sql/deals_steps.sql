FROM (SELECT l.i, 1 AS step, '' AS was, 'new' AS becomes, l.captured_at AS at FROM seed_lead l
      UNION ALL SELECT l.i, 2, 'new', CASE fate WHEN 'disqualified' THEN fate ELSE 'qualified' END, l.captured_at
          + interval '5 hours' FROM seed_lead l WHERE fate <> 'new'
      UNION ALL SELECT i, 3, 'qualified', 'routed', sent_at - interval '1 hour' FROM seed_handoff
      UNION ALL SELECT i, 4, 'routed', 'handed_off', sent_at FROM seed_handoff
      UNION ALL SELECT i, 5, 'handed_off', CASE decision WHEN 'accepted' THEN 'accepted' WHEN 'rejected' THEN 'recycled'
          ELSE 'qualified' END, decided_at FROM seed_handoff
      UNION ALL SELECT i, 6, 'accepted', 'working', decided_at + (2 + floor(40 * power(pg_temp.draw(i, 86), 3))) * interval '1 hour'
          FROM seed_handoff
          WHERE decision = 'accepted'
      UNION ALL SELECT i, 7, 'working', 'converted', opened_on FROM seed_deal WHERE i < 10000000
      UNION ALL SELECT i, 8, 'converted', state, closed_on FROM seed_deal WHERE i < 10000000 AND state <> 'open'
      UNION ALL SELECT l.i, 9, 'qualified', 'recycled', coalesce(h.decided_at, l.captured_at) + interval '10 days'
          FROM seed_lead l JOIN leads_lead r ON r.id = l.i AND r.state = 'recycled' LEFT JOIN seed_handoff h USING (i)
          WHERE h.decision IS DISTINCT FROM 'rejected') steps
ORDER BY i, step
