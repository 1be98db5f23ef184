-- The history of a lead's scores is only added to. When an import is taken back the scores of the leads it made go with
-- them, and no others: the function removes them, the trigger looks again.
CREATE FUNCTION leads_leadscore_keep() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (SELECT FROM gone WHERE gone.lead_id NOT IN (
        SELECT r.object_id FROM core_importedrow r JOIN core_importrun i ON i.id = r.run_id
        WHERE i.kind = 'leads' AND i.state = 'undoing' AND r.fate = 'created' AND r.object_id IS NOT NULL))
    THEN
        RAISE EXCEPTION 'append_only' USING ERRCODE = '23514', DETAIL = 'leads_leadscore is only ever added to.';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION leads_take_scores_back(leads bigint[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    DELETE FROM leads_leadscore WHERE lead_id = ANY (leads);
$$;
CREATE TRIGGER leads_leadscore_keep_gone AFTER DELETE ON leads_leadscore
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION leads_leadscore_keep();
CREATE TRIGGER leads_leadscore_keep_rows BEFORE UPDATE ON leads_leadscore
    FOR EACH ROW EXECUTE FUNCTION core_append_only();
CREATE TRIGGER leads_leadscore_keep_table BEFORE TRUNCATE ON leads_leadscore
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON leads_leadscore FROM app_rw;
REVOKE ALL ON FUNCTION leads_take_scores_back(bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION leads_take_scores_back(bigint[]) TO app_rw;
-- reverse
GRANT UPDATE, DELETE ON leads_leadscore TO app_rw;
DROP TRIGGER leads_leadscore_keep_table ON leads_leadscore;
DROP TRIGGER leads_leadscore_keep_rows ON leads_leadscore;
DROP TRIGGER leads_leadscore_keep_gone ON leads_leadscore;
DROP FUNCTION leads_take_scores_back(bigint[]);
DROP FUNCTION leads_leadscore_keep();
