-- Who moved the records between two days: an empty field filled, a value corrected, a value confirmed by a finding.
INSERT INTO debrief_recordwork (day, person_id, filled, corrected, confirmed)
SELECT day, person_id, sum(filled), sum(corrected), sum(confirmed)
FROM (
    SELECT (at AT TIME ZONE %(zone)s)::date AS day, coalesce(heard_from_id, written_by_id) AS person_id,
        count(*) FILTER (WHERE old = '') AS filled, count(*) FILTER (WHERE old <> '') AS corrected, 0 AS confirmed
    FROM crm_fieldchange
    WHERE at >= %(starts)s AND at < %(ends)s AND new <> '' AND object_kind IN ('company', 'contact')
        AND channel <> 'machine'
    GROUP BY 1, 2
    UNION ALL
    SELECT (v.decided_at AT TIME ZONE %(zone)s)::date, d.rep_id, 0, 0, count(*)
    FROM debrief_verdict v
    JOIN debrief_finding f ON f.id = v.finding_id
    JOIN debrief_visit i ON i.id = f.visit_id
    JOIN debrief_debrief d ON d.id = i.debrief_id
    JOIN debrief_integration g ON g.verdict_id = v.id AND g.field_change_id IS NULL
    WHERE f.kind = 'company_fact' AND v.reversed_at IS NULL AND v.decision IN ('accepted', 'amended')
        AND v.decided_at >= %(starts)s AND v.decided_at < %(ends)s
    GROUP BY 1, 2
) moved
WHERE person_id IS NOT NULL
GROUP BY day, person_id
ORDER BY day, person_id
