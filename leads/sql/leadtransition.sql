-- The history of a lead's states is only added to; an erasure may blank a note, nothing else.
CREATE FUNCTION leads_leadtransition_keep() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.note = '' AND (to_jsonb(NEW) - 'note') = (to_jsonb(OLD) - 'note') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'append_only' USING ERRCODE = '23514', DETAIL = 'leads_leadtransition is only ever added to.';
END $$;
CREATE TRIGGER leads_leadtransition_keep_rows BEFORE UPDATE OR DELETE ON leads_leadtransition
    FOR EACH ROW EXECUTE FUNCTION leads_leadtransition_keep();
CREATE TRIGGER leads_leadtransition_keep_table BEFORE TRUNCATE ON leads_leadtransition
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON leads_leadtransition FROM app_rw;
GRANT UPDATE (note) ON leads_leadtransition TO app_rw;
-- reverse
GRANT UPDATE, DELETE ON leads_leadtransition TO app_rw;
DROP TRIGGER leads_leadtransition_keep_table ON leads_leadtransition;
DROP TRIGGER leads_leadtransition_keep_rows ON leads_leadtransition;
DROP FUNCTION leads_leadtransition_keep();
