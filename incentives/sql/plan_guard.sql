-- A published version is frozen: only its last day may be set, once; its components never change.
CREATE FUNCTION incentives_version_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'plan versions are never emptied' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state <> 'published' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a published plan version stays' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.plan_id, NEW.number, NEW.starts_on, NEW.state, NEW.published_at, NEW.published_by_id, NEW.parameters, NEW.sha)
        IS DISTINCT FROM
        (OLD.plan_id, OLD.number, OLD.starts_on, OLD.state, OLD.published_at, OLD.published_by_id, OLD.parameters, OLD.sha)
        OR (OLD.ends_on IS NOT NULL AND NEW.ends_on IS DISTINCT FROM OLD.ends_on) THEN
        RAISE EXCEPTION 'a published plan version is frozen' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION incentives_component_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE state text;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'components are never emptied' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP <> 'INSERT' THEN
        SELECT v.state INTO state FROM incentives_planversion v WHERE v.id = OLD.version_id FOR SHARE;
    END IF;
    IF TG_OP <> 'DELETE' AND state IS DISTINCT FROM 'published' THEN
        SELECT v.state INTO state FROM incentives_planversion v WHERE v.id = NEW.version_id FOR SHARE;
    END IF;
    IF state = 'published' THEN
        RAISE EXCEPTION 'the components of a published version are frozen' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER incentives_version_10_frozen BEFORE UPDATE OR DELETE ON incentives_planversion
    FOR EACH ROW EXECUTE FUNCTION incentives_version_guard();
CREATE TRIGGER incentives_version_20_keep BEFORE TRUNCATE ON incentives_planversion
    FOR EACH STATEMENT EXECUTE FUNCTION incentives_version_guard();
CREATE TRIGGER incentives_component_10_frozen BEFORE INSERT OR UPDATE OR DELETE ON incentives_component
    FOR EACH ROW EXECUTE FUNCTION incentives_component_guard();
CREATE TRIGGER incentives_component_20_keep BEFORE TRUNCATE ON incentives_component
    FOR EACH STATEMENT EXECUTE FUNCTION incentives_component_guard();
-- reverse
DROP TRIGGER incentives_component_20_keep ON incentives_component;
DROP TRIGGER incentives_component_10_frozen ON incentives_component;
DROP TRIGGER incentives_version_20_keep ON incentives_planversion;
DROP TRIGGER incentives_version_10_frozen ON incentives_planversion;
DROP FUNCTION incentives_component_guard();
DROP FUNCTION incentives_version_guard();
