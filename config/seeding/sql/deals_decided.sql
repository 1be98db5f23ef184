ALTER TABLE seed_handoff ADD COLUMN decided_at timestamp;
UPDATE seed_handoff SET decided_at = CASE WHEN decision = 'expired' THEN due_at + interval '5 hours'
    WHEN late THEN due_at + pg_temp.draw(i, 83) * interval '3 hours' ELSE sent_at + pg_temp.draw(i, 83) * interval '20 hours' END;
ANALYZE seed_handoff
