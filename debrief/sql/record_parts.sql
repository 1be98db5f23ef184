-- Each expected part of each live company: filled or not, last confirmed when, fresh at the end of the day or not.
-- %(only)s: one company, or null for all of them. %(ends)s: the end of the day. %(expected)s: the rules, as JSON.
WITH rules AS (
    SELECT r.segment, r.part, r.weight, r.fresh_days
    FROM jsonb_to_recordset(%(expected)s::jsonb) AS r(segment text, part text, weight int, fresh_days int)
), told AS (
    SELECT object_id AS company_id, field, max(at) AS at FROM crm_fieldchange
    WHERE object_kind = 'company' AND (%(only)s::bigint IS NULL OR object_id = %(only)s) AND at < %(ends)s
    GROUP BY object_id, field
), said AS (
    SELECT f.company_id, f.field, max(v.decided_at) AS at
    FROM debrief_finding f JOIN debrief_verdict v ON v.finding_id = f.id
    WHERE f.kind = 'company_fact' AND NOT f.in_conflict AND v.reversed_at IS NULL
        AND v.decision IN ('accepted', 'amended') AND v.decided_at < %(ends)s
        AND (%(only)s::bigint IS NULL OR f.company_id = %(only)s)
    GROUP BY f.company_id, f.field
), people AS (
    SELECT company_id,
        max(greatest(created_at, last_inbound_at)) FILTER (WHERE email <> '' OR phone <> '') AS reached,
        max(greatest(created_at, last_inbound_at)) FILTER (WHERE buying_role = 'decision_maker') AS decides
    FROM crm_contact
    WHERE merged_into_id IS NULL AND anonymised_at IS NULL AND (%(only)s::bigint IS NULL OR company_id = %(only)s)
    GROUP BY company_id
), facts AS (
    SELECT company_id,
        max(confirmed_at) FILTER (WHERE topic = 'competitor') AS competitor,
        max(confirmed_at) FILTER (WHERE topic = 'equipment') AS equipment
    FROM crm_fact
    WHERE withdrawn_at IS NULL AND topic IN ('competitor', 'equipment')
        AND (%(only)s::bigint IS NULL OR company_id = %(only)s)
    GROUP BY company_id
), held AS (
    SELECT c.id AS company_id, c.segment, x.part, x.filled, x.at, c.created_at
    FROM crm_company c
    LEFT JOIN people p ON p.company_id = c.id
    LEFT JOIN facts k ON k.company_id = c.id
    CROSS JOIN LATERAL (VALUES
        ('siren', c.siren <> '', NULL::timestamptz), ('sector', c.sector <> '', NULL), ('segment', c.segment <> '', NULL),
        ('employees', c.employees IS NOT NULL, NULL), ('city', c.city <> '', NULL), ('postcode', c.postcode <> '', NULL),
        ('phone', c.phone <> '', NULL), ('website', c.website <> '', NULL),
        ('contact', p.reached IS NOT NULL, p.reached), ('decision_maker', p.decides IS NOT NULL, p.decides),
        ('competitor', k.competitor IS NOT NULL, k.competitor), ('equipment', k.equipment IS NOT NULL, k.equipment)
    ) AS x(part, filled, at)
    WHERE c.merged_into_id IS NULL AND (%(only)s::bigint IS NULL OR c.id = %(only)s)
), parts AS (
    SELECT h.company_id, h.part, r.weight, h.filled,
        CASE WHEN h.filled THEN coalesce(h.at, greatest(t.at, s.at), h.created_at) END AS at,
        h.filled AND coalesce(h.at, greatest(t.at, s.at), h.created_at) >= %(ends)s - make_interval(days => r.fresh_days)
            AS fresh
    FROM held h
    JOIN LATERAL (
        SELECT weight, fresh_days FROM rules
        WHERE rules.part = h.part AND rules.segment IN (h.segment, '') ORDER BY rules.segment DESC LIMIT 1
    ) r ON r.weight > 0
    LEFT JOIN told t ON t.company_id = h.company_id AND t.field = h.part
    LEFT JOIN said s ON s.company_id = h.company_id AND s.field = h.part
)
