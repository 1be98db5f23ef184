-- The figures of a closed month are shut: nothing writes, changes or removes them.
CREATE FUNCTION leads_campaignroisnapshot_month() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM public.core_guard_month(OLD.as_of);
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    PERFORM public.core_guard_month(NEW.as_of);
    RETURN NEW;
END $$;
CREATE TRIGGER leads_campaignroisnapshot_10_month BEFORE INSERT OR UPDATE OR DELETE ON leads_campaignroisnapshot
    FOR EACH ROW EXECUTE FUNCTION leads_campaignroisnapshot_month();
CREATE TRIGGER leads_campaignroisnapshot_keep_table BEFORE TRUNCATE ON leads_campaignroisnapshot
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
REVOKE TRUNCATE ON leads_campaignroisnapshot FROM app_rw;
-- reverse
DROP TRIGGER leads_campaignroisnapshot_keep_table ON leads_campaignroisnapshot;
DROP TRIGGER leads_campaignroisnapshot_10_month ON leads_campaignroisnapshot;
DROP FUNCTION leads_campaignroisnapshot_month();
