-- Snapshots refuse writes dated in a closed month.
CREATE FUNCTION incentives_snapshot_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'snapshots are never emptied' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP <> 'INSERT' THEN
        PERFORM core_guard_month(OLD.as_of);
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    PERFORM core_guard_month(NEW.as_of);
    RETURN NEW;
END $$;

CREATE TRIGGER incentives_contribution_10_month BEFORE INSERT OR UPDATE OR DELETE ON incentives_contributionsnapshot
    FOR EACH ROW EXECUTE FUNCTION incentives_snapshot_guard();
CREATE TRIGGER incentives_contribution_20_keep BEFORE TRUNCATE ON incentives_contributionsnapshot
    FOR EACH STATEMENT EXECUTE FUNCTION incentives_snapshot_guard();
CREATE TRIGGER incentives_score_10_month BEFORE INSERT OR UPDATE OR DELETE ON incentives_marketingscoresnapshot
    FOR EACH ROW EXECUTE FUNCTION incentives_snapshot_guard();
CREATE TRIGGER incentives_score_20_keep BEFORE TRUNCATE ON incentives_marketingscoresnapshot
    FOR EACH STATEMENT EXECUTE FUNCTION incentives_snapshot_guard();
-- reverse
DROP TRIGGER incentives_score_20_keep ON incentives_marketingscoresnapshot;
DROP TRIGGER incentives_score_10_month ON incentives_marketingscoresnapshot;
DROP TRIGGER incentives_contribution_20_keep ON incentives_contributionsnapshot;
DROP TRIGGER incentives_contribution_10_month ON incentives_contributionsnapshot;
DROP FUNCTION incentives_snapshot_guard();
