-- What was known of each lead when it was captured. Facts of the field count when they were accepted before that moment
-- and still held then; the seller, the team and everything written later are left out. Leads meet the facts of their
-- companies once, all together: asked lead by lead, the facts of a company would be read again for each of its leads.
SELECT l.id, {outcome}, l.channel, c.channel, l.sector, l.employees, l.job_title, left(l.postcode, 2),
       CASE WHEN l.phone <> '' THEN 'yes' ELSE 'no' END, CASE WHEN l.company_id IS NOT NULL THEN 'yes' ELSE 'no' END,
       coalesce(f.facts, 0), coalesce(f.competitor, 0), coalesce(f.price, 0), coalesce(f.project, 0),
       coalesce(f.need, 0), coalesce(f.equipment, 0), coalesce(f.objection, 0)
FROM leads_lead l
LEFT JOIN leads_campaign c ON c.id = l.campaign_id
LEFT JOIN (
    SELECT l.id, least(count(*), 10) AS facts,
           least(count(*) FILTER (WHERE f.topic = 'competitor'), 5) AS competitor,
           least(count(*) FILTER (WHERE f.topic = 'price'), 5) AS price,
           least(count(*) FILTER (WHERE f.topic = 'project'), 5) AS project,
           least(count(*) FILTER (WHERE f.topic = 'need'), 5) AS need,
           least(count(*) FILTER (WHERE f.topic = 'equipment'), 5) AS equipment,
           least(count(*) FILTER (WHERE f.topic = 'objection'), 5) AS objection
    FROM leads_lead l
    JOIN crm_fact f ON f.company_id = l.company_id AND f.created_at < l.captured_at
        AND (f.withdrawn_at IS NULL OR f.withdrawn_at > l.captured_at)
        AND (f.expires_on IS NULL OR f.expires_on >= l.captured_at::date)
    WHERE {chosen}
    GROUP BY l.id
) f ON f.id = l.id
WHERE {chosen}
ORDER BY l.captured_at, l.id
