-- Handoffs taken back by marketing, or sent after that day, do not count; nor those of leads merged since.
DELETE FROM leads_handoffstanding s USING leads_handoff h, leads_lead l
WHERE h.id = s.handoff_id AND l.id = h.lead_id
  AND (h.decision = 'withdrawn' OR h.sent_at >= %(until)s OR l.state = 'merged')
