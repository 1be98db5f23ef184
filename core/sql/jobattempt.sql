-- core_jobattempt is append-only: by trigger for everybody, by privilege for the application.
CREATE TRIGGER core_jobattempt_keep_rows BEFORE UPDATE OR DELETE ON core_jobattempt
    FOR EACH ROW EXECUTE FUNCTION core_append_only();
CREATE TRIGGER core_jobattempt_keep_table BEFORE TRUNCATE ON core_jobattempt
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON core_jobattempt FROM app_rw;
-- reverse
GRANT UPDATE, DELETE ON core_jobattempt TO app_rw;
DROP TRIGGER core_jobattempt_keep_table ON core_jobattempt;
DROP TRIGGER core_jobattempt_keep_rows ON core_jobattempt;
