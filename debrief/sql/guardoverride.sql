-- debrief_guardoverride is append-only: by trigger for everybody, by privilege for the application.
CREATE TRIGGER debrief_guardoverride_keep_rows BEFORE UPDATE OR DELETE ON debrief_guardoverride
    FOR EACH ROW EXECUTE FUNCTION core_append_only();
CREATE TRIGGER debrief_guardoverride_keep_table BEFORE TRUNCATE ON debrief_guardoverride
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON debrief_guardoverride FROM app_rw;
-- reverse
GRANT UPDATE, DELETE ON debrief_guardoverride TO app_rw;
DROP TRIGGER debrief_guardoverride_keep_table ON debrief_guardoverride;
DROP TRIGGER debrief_guardoverride_keep_rows ON debrief_guardoverride;
