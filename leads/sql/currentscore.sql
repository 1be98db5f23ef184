-- A lead has its row of scores from the moment it is laid down, whoever writes it; who copies leads may lay their scores
-- down first. The row keeps the moment the lead was captured, by which leads of one cell are sorted.
CREATE FUNCTION leads_currentscore_lay() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    INSERT INTO leads_currentscore (lead_id, fit, engagement, cell, probability, captured_at, score_details)
    SELECT id, 0, 0, '', 0, captured_at, '{}' FROM laid ON CONFLICT (lead_id) DO NOTHING;
    RETURN NULL;
END $$;
CREATE FUNCTION leads_currentscore_follow() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE leads_currentscore SET captured_at = NEW.captured_at WHERE lead_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER leads_currentscore_lay AFTER INSERT ON leads_lead
    REFERENCING NEW TABLE AS laid FOR EACH STATEMENT EXECUTE FUNCTION leads_currentscore_lay();
CREATE TRIGGER leads_currentscore_follow AFTER UPDATE ON leads_lead
    FOR EACH ROW WHEN (OLD.captured_at IS DISTINCT FROM NEW.captured_at) EXECUTE FUNCTION leads_currentscore_follow();
-- reverse
DROP TRIGGER leads_currentscore_follow ON leads_lead;
DROP TRIGGER leads_currentscore_lay ON leads_lead;
DROP FUNCTION leads_currentscore_follow();
DROP FUNCTION leads_currentscore_lay();
