-- A consent text is only added to: each answer points to the very words that were shown.
CREATE TRIGGER leads_consenttext_keep_rows BEFORE UPDATE OR DELETE ON leads_consenttext
    FOR EACH ROW EXECUTE FUNCTION core_append_only();
CREATE TRIGGER leads_consenttext_keep_table BEFORE TRUNCATE ON leads_consenttext
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON leads_consenttext FROM app_rw;
-- reverse
GRANT UPDATE, DELETE ON leads_consenttext TO app_rw;
DROP TRIGGER leads_consenttext_keep_table ON leads_consenttext;
DROP TRIGGER leads_consenttext_keep_rows ON leads_consenttext;
