-- The history of a lead's states is only added to.
CREATE OR REPLACE FUNCTION leads_leadtransition_guard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    RAISE EXCEPTION 'leads_leadtransition is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER leads_leadtransition_guard BEFORE UPDATE OR DELETE ON leads_leadtransition
    FOR EACH ROW EXECUTE FUNCTION leads_leadtransition_guard();
CREATE TRIGGER leads_leadtransition_keep BEFORE TRUNCATE ON leads_leadtransition
    FOR EACH STATEMENT EXECUTE FUNCTION leads_leadtransition_guard();
REVOKE UPDATE, DELETE, TRUNCATE ON leads_leadtransition FROM app_rw;
