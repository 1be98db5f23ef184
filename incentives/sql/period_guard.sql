-- A month of the book only goes forward; once locked nothing but its export may be noted, and nothing unlocks it.
CREATE FUNCTION incentives_period_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'periods are never emptied' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state IN ('approved', 'locked', 'exported') AND TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'period % is % and stays', to_char(OLD.month, 'YYYY-MM'), OLD.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NEW.month <> OLD.month
        OR (OLD.state = 'approved' AND NEW.state NOT IN ('approved', 'locked'))
        OR (OLD.state = 'locked' AND NEW.state NOT IN ('locked', 'exported'))
        OR (OLD.state = 'exported' AND NEW.state <> 'exported')
        OR (NEW.state = 'locked' AND OLD.state NOT IN ('approved', 'locked')) THEN
        RAISE EXCEPTION 'period % cannot go from % to %', to_char(OLD.month, 'YYYY-MM'), OLD.state, NEW.state
            USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state IN ('locked', 'exported')
        AND (NEW.locked_at, NEW.locked_by_id, NEW.approved_at, NEW.approved_by_id, NEW.computed_at, NEW.stale)
        IS DISTINCT FROM (OLD.locked_at, OLD.locked_by_id, OLD.approved_at, OLD.approved_by_id, OLD.computed_at, OLD.stale) THEN
        RAISE EXCEPTION 'period % is locked', to_char(OLD.month, 'YYYY-MM') USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER incentives_period_10_forward BEFORE UPDATE OR DELETE ON incentives_period
    FOR EACH ROW EXECUTE FUNCTION incentives_period_guard();
CREATE TRIGGER incentives_period_20_keep BEFORE TRUNCATE ON incentives_period
    FOR EACH STATEMENT EXECUTE FUNCTION incentives_period_guard();

-- A statement of a locked month keeps its figures.
CREATE FUNCTION incentives_statement_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'statements are never emptied' USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM incentives_period
        WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.period_id ELSE OLD.period_id END AND state IN ('locked', 'exported')
    ) THEN
        RAISE EXCEPTION 'a statement of a locked period does not change' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER incentives_statement_10_locked BEFORE INSERT OR UPDATE OR DELETE ON incentives_statement
    FOR EACH ROW EXECUTE FUNCTION incentives_statement_guard();
CREATE TRIGGER incentives_statement_20_keep BEFORE TRUNCATE ON incentives_statement
    FOR EACH STATEMENT EXECUTE FUNCTION incentives_statement_guard();
-- reverse
DROP TRIGGER incentives_statement_20_keep ON incentives_statement;
DROP TRIGGER incentives_statement_10_locked ON incentives_statement;
DROP FUNCTION incentives_statement_guard();
DROP TRIGGER incentives_period_20_keep ON incentives_period;
DROP TRIGGER incentives_period_10_forward ON incentives_period;
DROP FUNCTION incentives_period_guard();
