-- The history of a lead's states is only added to.
CREATE TRIGGER leads_leadtransition_keep_rows BEFORE UPDATE OR DELETE ON leads_leadtransition
    FOR EACH ROW EXECUTE FUNCTION core_append_only();
CREATE TRIGGER leads_leadtransition_keep_table BEFORE TRUNCATE ON leads_leadtransition
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON leads_leadtransition FROM app_rw;
-- reverse
GRANT UPDATE, DELETE ON leads_leadtransition TO app_rw;
DROP TRIGGER leads_leadtransition_keep_table ON leads_leadtransition;
DROP TRIGGER leads_leadtransition_keep_rows ON leads_leadtransition;
