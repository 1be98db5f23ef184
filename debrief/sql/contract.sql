-- What the outside may read of debriefs; `earns` is refined upstairs, where plans live.
CREATE OR REPLACE VIEW contract.debriefs AS
SELECT d.id,
       d.rep_id,
       d.client_key::text AS idem_key,
       d.created_at,
       (SELECT count(*) FROM debrief_visit v
            JOIN debrief_finding f ON f.visit_id = v.id
            JOIN debrief_verdict j ON j.finding_id = f.id
        WHERE v.debrief_id = d.id AND j.reversed_at IS NULL AND j.decision IN ('accepted', 'amended')
            AND NOT f.in_conflict)::bigint AS earns,
       to_char(d.work_date, 'YYYY-MM') AS period_id
FROM debrief_debrief d
WHERE d.filed_at IS NOT NULL;
