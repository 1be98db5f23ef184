-- Rows that are only ever added: any other statement is refused, whoever sends it.
CREATE FUNCTION core_append_only() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    RAISE EXCEPTION 'append_only' USING ERRCODE = '23514', DETAIL = TG_TABLE_NAME || ' is only ever added to.';
END $$;
-- reverse
DROP FUNCTION core_append_only();
