-- How every handoff sent before the end of that day stood then; only rows that changed are written. What became of a
-- lead belongs to the last handoff accepted before it happened. Minutes are working minutes of the receiver's calendar.
WITH days AS (
    SELECT * FROM unnest(%(calendars)s::text[], %(days)s::date[], %(worked)s::boolean[], %(before)s::int[])
        AS d(calendar, day, worked, before)
), terms AS (
    SELECT * FROM unnest(%(since)s::timestamptz[], %(numbers)s::int[], %(promised)s::int[]) AS t(since, number, minutes)
), sent AS (
    SELECT h.*, l.campaign_id, l.company_id, l.sector, l.converted_at, l.first_contacted_at, l.first_contact_due_at,
           l.accepted_at, l.state, u.team_id, lower(coalesce(t.calendar_subdivision, '')) AS calendar,
           lead(h.sent_at) OVER (PARTITION BY h.lead_id ORDER BY h.sent_at, h.id) AS next_sent_at,
           h.decision <> 'pending' AND h.decided_at < %(until)s AS is_decided,
           h.decision = 'accepted' AND h.decided_at < %(until)s AS is_accepted
    FROM leads_handoff h
    JOIN leads_lead l ON l.id = h.lead_id AND l.state <> 'merged'
    JOIN accounts_user u ON u.id = h.to_id
    LEFT JOIN accounts_team t ON t.id = u.team_id
    WHERE h.sent_at < %(until)s AND h.decision <> 'withdrawn'
), reached AS (
    SELECT s.*,
           CASE WHEN is_accepted AND converted_at < %(until)s AND converted_at >= decided_at
                    AND (next_sent_at IS NULL OR converted_at < next_sent_at) THEN converted_at END AS own_conversion,
           CASE WHEN is_accepted AND first_contacted_at < %(until)s AND first_contacted_at >= decided_at
                    AND (next_sent_at IS NULL OR first_contacted_at < next_sent_at) THEN first_contacted_at
                END AS own_contact
    FROM sent s
), moments AS (
    SELECT id, calendar, v.what, v.at AT TIME ZONE %(zone)s AS at
    FROM reached,
         LATERAL (VALUES ('sent', sent_at), ('decided', CASE WHEN is_decided THEN decided_at END),
                         ('contacted', own_contact), ('now', %(until)s::timestamptz)) v(what, at)
    WHERE v.at IS NOT NULL
), minutes AS (
    SELECT m.id, m.what,
           d.before + CASE WHEN d.worked THEN (extract(epoch FROM
               least(greatest(m.at::time - %(morning)s::time, interval '0'), %(noon)s::time - %(morning)s::time)
               + least(greatest(m.at::time - %(back)s::time, interval '0'), %(evening)s::time - %(back)s::time)) / 60)::int
               ELSE 0 END AS worked
    FROM moments m JOIN days d ON d.calendar = m.calendar AND d.day = m.at::date
), passed AS (
    SELECT id, max(worked) FILTER (WHERE what = 'sent') AS sent, max(worked) FILTER (WHERE what = 'decided') AS decided,
           max(worked) FILTER (WHERE what = 'contacted') AS contacted, max(worked) FILTER (WHERE what = 'now') AS now
    FROM minutes GROUP BY id
), told AS (
    SELECT r.*, p.decided - p.sent AS answer_minutes, p.contacted - p.decided AS contact_minutes,
           CASE WHEN r.accepted_at = r.decided_at THEN r.first_contact_due_at END AS contact_due_at,
           (SELECT minutes FROM terms WHERE since <= r.decided_at ORDER BY since DESC, number DESC LIMIT 1) AS promised,
           p.now - p.decided AS minutes_since, o.result, o.amount AS outcome_amount
    FROM reached r JOIN passed p USING (id)
    LEFT JOIN leads_outcome o ON o.lead_id = r.lead_id AND o.superseded_at IS NULL AND o.decided_on <= %(day)s
         AND r.own_conversion IS NOT NULL
), due AS (
    SELECT id, own_contact IS NULL AND own_conversion IS NULL AND paused_at IS NULL
        AND coalesce(contact_due_at < %(until)s, minutes_since > promised) AS passed
    FROM told WHERE is_accepted
), questions AS (
    SELECT handoff_id, bool_or(closed_at IS NULL OR closed_at >= %(until)s) AS waits,
           bool_or(least(coalesce(answered_at, closed_at, %(until)s), %(until)s) > answer_due_at) AS late
    FROM leads_handoffquestion WHERE asked_at < %(until)s GROUP BY handoff_id
), others AS (
    SELECT r.id, bool_or(a.result = 'won') AS won
    FROM told r JOIN told a ON a.lead_id = r.lead_id AND a.to_id <> r.to_id AND a.is_accepted AND a.sent_at > r.decided_at
    WHERE r.decision = 'rejected' AND r.is_decided
    GROUP BY r.id
)
INSERT INTO leads_handoffstanding
    (handoff_id, lead_id, campaign_id, channel, segment, rep_id, team_id, sent_on, complete, fit, decision, reason_id,
     late, answer_minutes, contact_minutes, contact_due, contact_late, unworked, question_asked,
     question_open, question_late, converted_on, outcome, won, amount,
     taken_by_other, won_by_other)
SELECT t.id, t.lead_id, t.campaign_id, coalesce(c.channel, ''), coalesce(nullif(m.segment, ''), t.sector), t.to_id,
       t.team_id, (t.sent_at AT TIME ZONE %(zone)s)::date,
       t.promise <> '' AND t.proof <> '' AND t.opener <> '', t.fit,
       CASE WHEN t.is_decided THEN t.decision ELSE 'pending' END,
       CASE WHEN t.is_decided THEN t.reason_id END,
       CASE WHEN t.is_decided THEN t.in_time IS FALSE ELSE t.due_at < %(until)s AND t.paused_at IS NULL END,
       CASE WHEN t.decision <> 'expired' THEN t.answer_minutes END, t.contact_minutes,
       t.own_contact IS NOT NULL OR coalesce(due.passed, false),
       coalesce(due.passed, false)
           OR coalesce(t.own_contact > t.contact_due_at, t.contact_minutes > t.promised, false),
       coalesce(due.passed, false) AND t.state = 'accepted',
       q.handoff_id IS NOT NULL, coalesce(q.waits, false), coalesce(q.late, false),
       (t.own_conversion AT TIME ZONE %(zone)s)::date, coalesce(t.result, ''),
       coalesce(t.result = 'won', false), CASE WHEN t.result = 'won' THEN t.outcome_amount END,
       other.id IS NOT NULL, coalesce(other.won, false)
FROM told t
LEFT JOIN due ON due.id = t.id
LEFT JOIN questions q ON q.handoff_id = t.id
LEFT JOIN others other ON other.id = t.id
LEFT JOIN leads_campaign c ON c.id = t.campaign_id
LEFT JOIN crm_company m ON m.id = t.company_id
ON CONFLICT (handoff_id) DO UPDATE SET
    lead_id = excluded.lead_id, campaign_id = excluded.campaign_id, channel = excluded.channel,
    segment = excluded.segment, rep_id = excluded.rep_id, team_id = excluded.team_id, sent_on = excluded.sent_on,
    complete = excluded.complete, fit = excluded.fit, decision = excluded.decision, reason_id = excluded.reason_id,
    late = excluded.late, answer_minutes = excluded.answer_minutes, contact_minutes = excluded.contact_minutes,
    contact_due = excluded.contact_due, contact_late = excluded.contact_late, unworked = excluded.unworked,
    question_asked = excluded.question_asked, question_open = excluded.question_open,
    question_late = excluded.question_late,
    converted_on = excluded.converted_on, outcome = excluded.outcome, won = excluded.won, amount = excluded.amount,
    taken_by_other = excluded.taken_by_other, won_by_other = excluded.won_by_other
WHERE leads_handoffstanding IS DISTINCT FROM excluded
