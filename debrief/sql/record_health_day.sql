-- One row per team and segment for the day, from the measures of the companies.
INSERT INTO debrief_recordhealthday (day, team_id, segment, companies, expected, filled, known, fresh)
SELECT %(day)s, u.team_id, c.segment, count(*), sum(r.expected), sum(r.filled), sum(r.known), sum(r.fresh)
FROM debrief_recordhealth r
JOIN crm_company c ON c.id = r.company_id AND c.merged_into_id IS NULL
LEFT JOIN accounts_user u ON u.id = c.owner_id
GROUP BY u.team_id, c.segment
ORDER BY u.team_id, c.segment
