-- The figures of a closed month are shut: nothing writes, changes or removes them.
CREATE OR REPLACE FUNCTION leads_campaignroisnapshot_guard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'leads_campaignroisnapshot cannot be emptied' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP IN ('UPDATE', 'DELETE') THEN
        PERFORM public.core_guard_month(OLD.as_of);
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    PERFORM public.core_guard_month(NEW.as_of);
    RETURN NEW;
END $$;
CREATE TRIGGER leads_campaignroisnapshot_guard BEFORE INSERT OR UPDATE OR DELETE ON leads_campaignroisnapshot
    FOR EACH ROW EXECUTE FUNCTION leads_campaignroisnapshot_guard();
CREATE TRIGGER leads_campaignroisnapshot_keep BEFORE TRUNCATE ON leads_campaignroisnapshot
    FOR EACH STATEMENT EXECUTE FUNCTION leads_campaignroisnapshot_guard();
REVOKE TRUNCATE ON leads_campaignroisnapshot FROM app_rw;
