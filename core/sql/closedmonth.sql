-- core_closedmonth is append-only: by trigger for everybody, by privilege for the application.
CREATE TRIGGER core_closedmonth_keep_rows BEFORE UPDATE OR DELETE ON core_closedmonth
    FOR EACH ROW EXECUTE FUNCTION core_append_only();
CREATE TRIGGER core_closedmonth_keep_table BEFORE TRUNCATE ON core_closedmonth
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON core_closedmonth FROM app_rw;

-- Whoever closes a month waits for all writes dated in it, and the later ones wait for the closing.
CREATE FUNCTION core_close_month() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7742, to_char(NEW.month, 'YYYYMM')::int);
    RETURN NEW;
END $$;
CREATE TRIGGER core_closedmonth_10_lock BEFORE INSERT ON core_closedmonth
    FOR EACH ROW EXECUTE FUNCTION core_close_month();

-- Called by the triggers of every table whose rows belong to a month.
CREATE FUNCTION core_guard_month(d date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7742, to_char(d, 'YYYYMM')::int);
    IF EXISTS (SELECT FROM core_closedmonth WHERE month = date_trunc('month', d)::date) THEN
        RAISE EXCEPTION 'month_closed' USING ERRCODE = '23514', DETAIL = to_char(d, 'YYYY-MM') || ' is closed.';
    END IF;
END $$;
-- reverse
DROP FUNCTION core_guard_month(date);
DROP TRIGGER core_closedmonth_10_lock ON core_closedmonth;
DROP FUNCTION core_close_month();
GRANT UPDATE, DELETE ON core_closedmonth TO app_rw;
DROP TRIGGER core_closedmonth_keep_table ON core_closedmonth;
DROP TRIGGER core_closedmonth_keep_rows ON core_closedmonth;
