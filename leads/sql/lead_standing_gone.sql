-- Leads merged into another, or captured after that day, do not count.
DELETE FROM leads_leadstanding s USING leads_lead l
WHERE l.id = s.lead_id AND (l.state = 'merged' OR l.captured_at >= %(until)s)
