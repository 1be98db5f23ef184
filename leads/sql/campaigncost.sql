-- The costs of a campaign are only added to, and never dated in a closed month.
CREATE TRIGGER leads_campaigncost_keep_rows BEFORE UPDATE OR DELETE ON leads_campaigncost
    FOR EACH ROW EXECUTE FUNCTION core_append_only();
CREATE TRIGGER leads_campaigncost_keep_table BEFORE TRUNCATE ON leads_campaigncost
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON leads_campaigncost FROM app_rw;

CREATE FUNCTION leads_campaigncost_month() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM public.core_guard_month(NEW.day);
    RETURN NEW;
END $$;
CREATE TRIGGER leads_campaigncost_10_month BEFORE INSERT ON leads_campaigncost
    FOR EACH ROW EXECUTE FUNCTION leads_campaigncost_month();
-- reverse
DROP TRIGGER leads_campaigncost_10_month ON leads_campaigncost;
DROP FUNCTION leads_campaigncost_month();
GRANT UPDATE, DELETE ON leads_campaigncost TO app_rw;
DROP TRIGGER leads_campaigncost_keep_table ON leads_campaigncost;
DROP TRIGGER leads_campaigncost_keep_rows ON leads_campaigncost;
