CREATE TEMP TABLE seed_lead AS
SELECT i, k, quality, round((0.35 * quality + 0.45 * suits + 0.2 * pg_temp.draw(i, 41))::numeric, 2)::float8 AS fit, contact.id AS contact,
       company.id AS company, company.owner_id AS rep, rep.team_id AS team,
       starts_on + floor(pg_temp.draw(i, 43) * LEAST(56, %(end)s::date - starts_on))::int
           + time '08:30' + pg_temp.draw(i, 44) * interval '9 hours' AS captured_at,
       CASE WHEN pg_temp.draw(i, 45) < %(handed)s THEN 'hand' WHEN starts_on < %(end)s::date - 70
           OR pg_temp.draw(i, 46) < 0.5 THEN CASE WHEN pg_temp.draw(i, 48) < 1.3 - 1.6 * suits THEN 'disqualified' ELSE 'recycled' END
           ELSE pg_temp.pick(ARRAY['new', 'qualified'], i, 49)
       END AS fate
FROM generate_series(1, %(leads)s) i
JOIN seed_campaign ON k = 1 + floor(pg_temp.draw(i, 40) * %(campaigns)s)::int
JOIN crm_contact contact ON contact.id = 1 + floor(pg_temp.draw(i, 42) * %(contacts)s)::int
JOIN crm_company company ON company.id = contact.company_id
JOIN seed_rep rep ON rep.id = company.owner_id
CROSS JOIN LATERAL (  -- a decider of a large company suits: what the lead itself shows
    SELECT 0.5 * CASE WHEN core_fold(contact.role) ~ 'direct|gerant|president|patron' THEN 1
                      WHEN core_fold(contact.role) ~ 'responsable|achat' THEN 0.6 ELSE 0.15 END
         + 0.5 * least(1, ln(greatest(company.employees, 3) / 3.0) / ln(60)) AS suits
) shown
