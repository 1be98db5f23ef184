-- A text that was let through stays in the journal as it was decided.
CREATE TRIGGER crm_guardmark_keep_rows BEFORE UPDATE OR DELETE ON crm_guardmark
    FOR EACH ROW WHEN (OLD.outcome = 'let') EXECUTE FUNCTION core_append_only();
-- reverse
DROP TRIGGER crm_guardmark_keep_rows ON crm_guardmark;
