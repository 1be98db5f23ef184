l.id IN (
    SELECT id FROM (
        SELECT lead_id AS id, created_at AS known_at FROM leads_outcome WHERE superseded_at IS NULL AND created_at < %(until)s
        UNION
        SELECT d.id, d.updated_at FROM leads_lead d WHERE d.state = 'disqualified'
    ) decided ORDER BY known_at DESC, id DESC LIMIT %(most)s)
