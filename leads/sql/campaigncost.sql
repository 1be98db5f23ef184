-- The costs of a campaign are only added to, and never dated in a closed month.
CREATE OR REPLACE FUNCTION leads_campaigncost_guard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'leads_campaigncost is append-only: record a credit or a reversal'
            USING ERRCODE = 'restrict_violation';
    END IF;
    PERFORM public.core_guard_month(NEW.day);
    RETURN NEW;
END $$;
CREATE TRIGGER leads_campaigncost_guard BEFORE INSERT OR UPDATE OR DELETE ON leads_campaigncost
    FOR EACH ROW EXECUTE FUNCTION leads_campaigncost_guard();
CREATE TRIGGER leads_campaigncost_keep BEFORE TRUNCATE ON leads_campaigncost
    FOR EACH STATEMENT EXECUTE FUNCTION leads_campaigncost_guard();
REVOKE UPDATE, DELETE, TRUNCATE ON leads_campaigncost FROM app_rw;
