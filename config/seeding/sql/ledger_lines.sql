CREATE TEMP TABLE seed_line AS
WITH tariff AS (
    SELECT a.person_id AS person, c.id AS component, c.rule, c.kind, c.topic, c.points, v.parameters,
           daterange(greatest(a.starts_on, v.starts_on), least(a.ends_on, v.ends_on)) AS days
    FROM incentives_assignment a
    JOIN incentives_planversion v ON v.plan_id = a.plan_id AND v.state = 'published'
    JOIN incentives_component c ON c.version_id = v.id
), review AS (
    SELECT s.debrief_id, min(v.id) AS verdict
    FROM debrief_verdict v JOIN debrief_finding f ON f.id = v.finding_id JOIN debrief_visit s ON s.id = f.visit_id
    GROUP BY s.debrief_id
), line AS (
    SELECT d.rep_id AS person, t.component, v.id AS verdict, NULL::bigint AS handoff, d.work_date AS occurred_on,
           v.decided_at::date AS posted_on,
           CASE WHEN v.decision IN ('accepted', 'amended') THEN round(t.points
               * coalesce((t.parameters -> 'novelty' ->> f.novelty)::numeric, 0)
               * coalesce((t.parameters -> 'timeliness' ->> d.timeliness)::numeric, 0)
               * coalesce((t.parameters -> 'grade' ->> v.grade)::numeric, 0))::int ELSE 0 END AS points
    FROM debrief_verdict v
    JOIN debrief_finding f ON f.id = v.finding_id
    JOIN debrief_visit s ON s.id = f.visit_id
    JOIN debrief_debrief d ON d.id = s.debrief_id
    JOIN tariff t ON t.person = d.rep_id AND t.rule = 'finding' AND t.kind = f.kind AND t.topic = f.topic
        AND t.days @> d.work_date
    UNION ALL
    SELECT d.reviewer_id, t.component, r.verdict, NULL, d.closed_at::date, d.closed_at::date,
           CASE WHEN d.closed_at <= d.review_due_at THEN t.points ELSE 0 END
    FROM review r
    JOIN debrief_debrief d ON d.id = r.debrief_id AND d.state = 'closed'
    JOIN tariff t ON t.person = d.reviewer_id AND t.rule = 'review' AND t.days @> d.closed_at::date
    UNION ALL
    SELECT h.to_id, t.component, NULL, h.id, h.decided_at::date, h.decided_at::date,
           CASE WHEN h.in_time AND h.decision IN ('accepted', 'rejected') THEN t.points ELSE 0 END
    FROM leads_handoff h
    JOIN tariff t ON t.person = h.to_id AND t.rule = 'handoff' AND t.days @> h.decided_at::date
    WHERE h.decision IN ('accepted', 'rejected', 'expired')
    UNION ALL
    SELECT h.sent_by_id, t.component, NULL, h.id, h.decided_at::date, h.decided_at::date,
           CASE WHEN h.decision = 'accepted' THEN t.points ELSE 0 END
    FROM leads_handoff h
    JOIN tariff t ON t.person = h.sent_by_id AND t.rule = 'handoff' AND t.days @> h.decided_at::date
    WHERE h.decision IN ('accepted', 'rejected', 'expired') AND h.sent_by_id <> h.to_id
)
SELECT date_trunc('month', occurred_on)::date AS month, line.* FROM line
