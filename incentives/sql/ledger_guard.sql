-- The ledger is only added to: numbered and chained under a lock, never into a shut month, never edited.
-- Locks are always taken in this order: chain of the month (7741), row of the month, closing of the month (7742).
CREATE FUNCTION incentives_line_hash(line incentives_ledgerline) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT sha256(
        coalesce(line.prev, ''::bytea) || convert_to(format(
            '%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s',
            line.period_id, line.seq, line.person_id, line.kind, line.component_id, line.points,
            line.verdict_id, line.handoff_id, line.outcome_id, line.score_id, line.reverses_id, line.follows_id,
            to_char(line.occurred_on, 'YYYY-MM-DD'), to_char(line.posted_on, 'YYYY-MM-DD'),
            (extract(epoch FROM line.created_at) * 1000000)::bigint, line.created_by_id
        ), 'UTF8')
    )
$$;

CREATE FUNCTION incentives_line_check(line incentives_ledgerline) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE target incentives_ledgerline;
BEGIN
    SELECT * INTO target FROM incentives_ledgerline WHERE id = coalesce(line.reverses_id, line.follows_id);
    IF (target.person_id, coalesce(target.component_id, 0)) IS DISTINCT FROM (line.person_id, coalesce(line.component_id, 0))
        OR (target.verdict_id, target.handoff_id, target.outcome_id, target.score_id)
        IS DISTINCT FROM (line.verdict_id, line.handoff_id, line.outcome_id, line.score_id) THEN
        RAISE EXCEPTION 'a ledger line takes back or replaces a line of the same person and source'
            USING ERRCODE = 'check_violation';
    END IF;
    IF line.reverses_id IS NOT NULL AND (target.kind = 'reversed' OR target.points <> -line.points) THEN
        RAISE EXCEPTION 'a reversal takes back exactly what a line had credited' USING ERRCODE = 'check_violation';
    END IF;
    IF line.follows_id IS NOT NULL AND NOT (target.kind = 'reversed' OR (target.kind = 'earned' AND target.points = 0)) THEN
        RAISE EXCEPTION 'a credit is booked anew only after it was taken back' USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION incentives_line_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    book incentives_period;
    last_seq bigint;
    last_hash bytea;
BEGIN
    PERFORM pg_advisory_xact_lock(7741, NEW.period_id::int);
    SELECT * INTO book FROM incentives_period WHERE id = NEW.period_id FOR SHARE;
    IF book.state NOT IN ('open', 'computed', 'in_review') THEN
        RAISE EXCEPTION 'period % is % and takes no more lines', to_char(book.month, 'YYYY-MM'), book.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'incentives_line_period_takes_lines';
    END IF;
    PERFORM core_guard_month(book.month);
    IF NEW.reverses_id IS NOT NULL OR NEW.follows_id IS NOT NULL THEN
        PERFORM incentives_line_check(NEW);
    END IF;
    SELECT seq, hash INTO last_seq, last_hash
        FROM incentives_ledgerline WHERE period_id = NEW.period_id ORDER BY seq DESC LIMIT 1;
    NEW.seq := coalesce(last_seq, 0) + 1;
    NEW.prev := last_hash;
    NEW.created_at := clock_timestamp();
    NEW.hash := incentives_line_hash(NEW);
    RETURN NEW;
END $$;

CREATE TRIGGER incentives_line_10_insert BEFORE INSERT ON incentives_ledgerline
    FOR EACH ROW EXECUTE FUNCTION incentives_line_insert();
CREATE TRIGGER incentives_line_20_keep BEFORE UPDATE OR DELETE ON incentives_ledgerline
    FOR EACH ROW EXECUTE FUNCTION core_append_only();
CREATE TRIGGER incentives_line_30_keep BEFORE TRUNCATE ON incentives_ledgerline
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();

REVOKE UPDATE, DELETE, TRUNCATE ON incentives_ledgerline FROM app_rw;
-- reverse
DROP TRIGGER incentives_line_30_keep ON incentives_ledgerline;
DROP TRIGGER incentives_line_20_keep ON incentives_ledgerline;
DROP TRIGGER incentives_line_10_insert ON incentives_ledgerline;
DROP FUNCTION incentives_line_insert();
DROP FUNCTION incentives_line_check(incentives_ledgerline);
DROP FUNCTION incentives_line_hash(incentives_ledgerline);
GRANT UPDATE, DELETE ON incentives_ledgerline TO app_rw;
