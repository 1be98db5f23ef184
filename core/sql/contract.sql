-- What the outside may rely on: the journal of jobs and the audit trail, columns frozen.
CREATE VIEW contract.runs AS
    SELECT job, day, state, attempts, sha, rows, started_at, finished_at FROM public.core_jobrun;
CREATE VIEW contract.audit AS
    SELECT id, at, actor_id, action, object_kind || ':' || coalesce(object_id::text, '') AS object, request_id
    FROM public.core_auditentry;
GRANT SELECT ON contract.runs, contract.audit TO app_rw, app_ro;
-- reverse
DROP VIEW contract.audit;
DROP VIEW contract.runs;
