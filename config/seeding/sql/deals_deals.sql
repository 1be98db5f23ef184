CREATE TEMP TABLE seed_deal AS
SELECT row_number() OVER (ORDER BY i) AS id, deal.*, p.name AS product_name, p.id AS product,
       round((p.list_price * (0.7 + 0.6 * pg_temp.draw(i, 91)))::numeric, 2) AS amount,
       (SELECT count(*) FROM crm_fact f WHERE f.company_id = company  -- by company alone: the cast keeps other indexes out
            AND f.confirmed_at::date BETWEEN opened_on - 180 AND opened_on - 1) AS facts,
       opened_on + 20 + floor(pg_temp.draw(i, 92) * 60)::int AS closed_on
FROM (SELECT i, rep, company, contact, fit, quality, late, decided_at::date + 3 + floor(pg_temp.draw(i, 90) * 12)::int AS opened_on
      FROM seed_handoff WHERE decision = 'accepted' AND pg_temp.draw(i, 84) < %(bought)s
      UNION ALL
      SELECT 10000000 + o, c.owner_id, c.id, CASE WHEN c.id <= %(contacts)s THEN c.id END, pg_temp.draw(o, 94), 0, false,
             (SELECT d FROM seed_day WHERE n = 1 + floor(pg_temp.draw(o, 95) * (SELECT max(n) FROM seed_day))::int)
      FROM generate_series(1, %(own)s) o
      JOIN crm_company c ON c.id = 1 + floor(pg_temp.draw(o, 96) * %(companies)s)::int) deal
JOIN LATERAL (SELECT id, name, list_price FROM crm_product ORDER BY id
              OFFSET floor(pg_temp.draw(i, 97) * (SELECT count(*) FROM crm_product)) LIMIT 1) p ON true
WHERE opened_on < %(end)s::date - 3
ORDER BY i LIMIT %(deals)s
