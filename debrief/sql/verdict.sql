-- A verdict may only be reversed, once, and blanked by erasure; it is never deleted.
CREATE OR REPLACE FUNCTION debrief_guard_verdict() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'a verdict is never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.id, NEW.finding_id, NEW.decision, NEW.reason, NEW.of_id, NEW.grade, NEW.reviewer_id, NEW.decided_at)
        IS DISTINCT FROM
       (OLD.id, OLD.finding_id, OLD.decision, OLD.reason, OLD.of_id, OLD.grade, OLD.reviewer_id, OLD.decided_at) THEN
        RAISE EXCEPTION 'a verdict is never edited' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.value <> OLD.value AND NEW.value <> '') OR (NEW.data <> OLD.data AND NEW.data <> '{}'::jsonb) THEN
        RAISE EXCEPTION 'the words of a verdict are only erased' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.reversed_at IS NOT NULL AND (NEW.reversed_at, NEW.reversed_by_id) IS DISTINCT FROM
       (OLD.reversed_at, OLD.reversed_by_id) THEN
        RAISE EXCEPTION 'a verdict is reversed once' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER debrief_verdict_kept BEFORE UPDATE OR DELETE ON debrief_verdict
    FOR EACH ROW EXECUTE FUNCTION debrief_guard_verdict();
CREATE TRIGGER debrief_verdict_whole BEFORE TRUNCATE ON debrief_verdict
    FOR EACH STATEMENT EXECUTE FUNCTION debrief_guard_verdict();
