-- The terms of the contract are only added to: a clock keeps those that held when it started.
CREATE TRIGGER leads_contractterms_keep_rows BEFORE UPDATE OR DELETE ON leads_contractterms
    FOR EACH ROW EXECUTE FUNCTION core_append_only();
CREATE TRIGGER leads_contractterms_keep_table BEFORE TRUNCATE ON leads_contractterms
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON leads_contractterms FROM app_rw;
-- reverse
GRANT UPDATE, DELETE ON leads_contractterms TO app_rw;
DROP TRIGGER leads_contractterms_keep_table ON leads_contractterms;
DROP TRIGGER leads_contractterms_keep_rows ON leads_contractterms;
