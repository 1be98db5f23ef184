-- A row of scores knows whose its lead is, beside the moment it was captured: what a team's list is sorted and narrowed by
-- stands in one index. Whoever gives a lead away holds it without its key, since scoring waits for keys alone.
CREATE OR REPLACE FUNCTION leads_currentscore_lay() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    INSERT INTO leads_currentscore
        (lead_id, fit, engagement, cell, probability, captured_at, owner, team, score_details)
    SELECT id, 0, 0, '', 0, captured_at, owner_id, team_id, '{}' FROM laid
    ON CONFLICT (lead_id) DO UPDATE SET owner = excluded.owner, team = excluded.team;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION leads_currentscore_follow() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE leads_currentscore SET captured_at = NEW.captured_at, owner = NEW.owner_id, team = NEW.team_id
    WHERE lead_id = NEW.id;
    RETURN NULL;
END $$;
DROP TRIGGER leads_currentscore_follow ON leads_lead;
CREATE TRIGGER leads_currentscore_follow AFTER UPDATE ON leads_lead FOR EACH ROW
    WHEN ((OLD.captured_at, OLD.owner_id, OLD.team_id) IS DISTINCT FROM (NEW.captured_at, NEW.owner_id, NEW.team_id))
    EXECUTE FUNCTION leads_currentscore_follow();
-- reverse
DROP TRIGGER leads_currentscore_follow ON leads_lead;
CREATE TRIGGER leads_currentscore_follow AFTER UPDATE ON leads_lead
    FOR EACH ROW WHEN (OLD.captured_at IS DISTINCT FROM NEW.captured_at) EXECUTE FUNCTION leads_currentscore_follow();
CREATE OR REPLACE FUNCTION leads_currentscore_follow() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE leads_currentscore SET captured_at = NEW.captured_at WHERE lead_id = NEW.id;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION leads_currentscore_lay() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    INSERT INTO leads_currentscore (lead_id, fit, engagement, cell, probability, captured_at, score_details)
    SELECT id, 0, 0, '', 0, captured_at, '{}' FROM laid ON CONFLICT (lead_id) DO NOTHING;
    RETURN NULL;
END $$;
