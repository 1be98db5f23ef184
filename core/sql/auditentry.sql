-- core_auditentry is append-only: by trigger for everybody, by privilege for the application.
CREATE TRIGGER core_auditentry_keep_rows BEFORE UPDATE OR DELETE ON core_auditentry
    FOR EACH ROW EXECUTE FUNCTION core_append_only();
CREATE TRIGGER core_auditentry_keep_table BEFORE TRUNCATE ON core_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON core_auditentry FROM app_rw;
-- reverse
GRANT UPDATE, DELETE ON core_auditentry TO app_rw;
DROP TRIGGER core_auditentry_keep_table ON core_auditentry;
DROP TRIGGER core_auditentry_keep_rows ON core_auditentry;
