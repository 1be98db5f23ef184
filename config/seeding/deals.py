"""From handoff to deal: P(win) rises with fit, fresh field facts and campaign quality, and falls with a late answer."""

from crm.models import Opportunity, OpportunityContact

from config.seeding import words
from config.seeding.insert import analyze, catch_up_sequence, insert_select, run
from config.seeding.world import World
from leads.models import Handoff, LeadTransition, Reason

HANDOFFS = """
CREATE TEMP TABLE seed_handoff AS
SELECT i, k, quality, fit, contact, company, rep, team, captured_at, captured_at + interval '5 hours' AS qualified_at, sent_at,
       sent_at + CASE WHEN extract(isodow FROM sent_at) IN (4, 5) THEN interval '4 days' ELSE interval '2 days' END AS due_at,
       CASE WHEN luck < 0.04 THEN 'expired' WHEN luck < 0.20 - 0.10 * fit THEN 'rejected' ELSE 'accepted' END AS decision,
       pg_temp.draw(i, 82) < 0.18 AS late, owner AS sent_by
FROM seed_lead JOIN seed_campaign USING (k, quality)
CROSS JOIN LATERAL (SELECT captured_at + interval '1 day' + CASE extract(isodow FROM captured_at + interval '1 day') WHEN 6 THEN interval '2 days'
    WHEN 7 THEN interval '1 day' ELSE interval '0' END AS sent_at, pg_temp.draw(i, 81) AS luck) s
WHERE fate = 'hand' AND fit > 0.25 AND sent_at < %(end)s::date - 12
"""
DECIDED = """
ALTER TABLE seed_handoff ADD COLUMN decided_at timestamp;
UPDATE seed_handoff SET decided_at = CASE WHEN decision = 'expired' THEN due_at + interval '5 hours'
    WHEN late THEN due_at + pg_temp.draw(i, 83) * interval '3 hours' ELSE sent_at + pg_temp.draw(i, 83) * interval '20 hours' END;
ANALYZE seed_handoff
"""
DEALS = """
CREATE TEMP TABLE seed_deal AS
SELECT row_number() OVER (ORDER BY i) AS id, deal.*, p.name AS product_name, p.id AS product,
       round((p.list_price * (0.7 + 0.6 * pg_temp.draw(i, 91)))::numeric, 2) AS amount,
       (SELECT count(*) FROM crm_fact f WHERE f.company_id = company AND f.confirmed_at < opened_on
            AND f.confirmed_at >= opened_on - 180) AS facts,
       opened_on + 20 + floor(pg_temp.draw(i, 92) * 60)::int AS closed_on
FROM (SELECT i, rep, company, contact, fit, quality, late, decided_at::date + 3 + floor(pg_temp.draw(i, 90) * 12)::int AS opened_on
      FROM seed_handoff WHERE decision = 'accepted' AND pg_temp.draw(i, 84) < 0.81
      UNION ALL
      SELECT 10000000 + o, c.owner_id, c.id, CASE WHEN c.id <= %(contacts)s THEN c.id END, pg_temp.draw(o, 94), 0, false,
             (SELECT d FROM seed_day WHERE n = 1 + floor(pg_temp.draw(o, 95) * (SELECT max(n) FROM seed_day))::int)
      FROM generate_series(1, %(own)s) o
      JOIN crm_company c ON c.id = 1 + floor(pg_temp.draw(o, 96) * %(companies)s)::int) deal
JOIN LATERAL (SELECT id, name, list_price FROM crm_product ORDER BY id
              OFFSET floor(pg_temp.draw(i, 97) * (SELECT count(*) FROM crm_product)) LIMIT 1) p ON true
WHERE opened_on < %(end)s::date - 3
"""
FATES = """
ALTER TABLE seed_deal ADD COLUMN state text;
UPDATE seed_deal SET state = CASE WHEN closed_on >= %(end)s THEN 'open' WHEN pg_temp.draw(i, 98) <
    1 / (1 + exp(-(-1.6 + 0.9 * fit + 0.8 * least(facts, 3) / 3.0 + 0.6 * quality - CASE WHEN late THEN 0.4 ELSE 0 END)))
    THEN 'won' ELSE 'lost' END
"""


def draw_deals(world: World) -> None:
    """seed_handoff and seed_deal hold every answer and every deal with its outcome."""
    size = world.profile
    run("DROP TABLE IF EXISTS seed_handoff, seed_deal")
    run(HANDOFFS, end=world.end)
    for statement in DECIDED.split(";"):
        run(statement)
    run(DEALS, contacts=size.contacts, own=size.own_deals, companies=size.companies, end=world.end)
    add, fates = FATES.split(";")
    run(add)
    run(fates, end=world.end)
    run("CREATE INDEX ON seed_deal (i)")
    run("ANALYZE seed_deal")


def create_handoffs(world: World) -> None:
    """Each promise and its answer."""
    reason = Reason.objects.filter(kind="reject").order_by("rank", "pk").first()
    insert_select(
        Handoff,
        {
            "lead": "i",
            "to": "rep",
            "sent_by": "sent_by",
            "promise": "pg_temp.pick(%(promises)s::text[], i, 85)",
            "fit": "round(100 * fit)",
            "sent_at": "sent_at",
            "due_at": "due_at",
            "breached_at": "CASE WHEN decided_at > due_at THEN due_at END",
            "decision": "decision",
            "decided_at": "decided_at",
            "decided_by": "CASE WHEN decision <> 'expired' THEN rep END",
            "reason": "CASE WHEN decision = 'rejected' THEN %(reason)s END",
            "in_time": "decision <> 'expired' AND decided_at <= due_at",
        },
        "FROM seed_handoff ORDER BY i",
        at="sent_at",
        promises=list(words.PROMISES),
        reason=reason.pk if reason else None,
    )
    analyze(Handoff)


def create_deals() -> None:
    """Opportunities with the person met; a margin is known for four deals in five."""
    insert_select(
        Opportunity,
        {
            "id": "id",
            "name": "product_name",
            "company": "company",
            "owner": "rep",
            "product": "product",
            "stage": "CASE WHEN state = 'open' THEN pg_temp.pick(ARRAY['prospecting', 'engaging', 'proposal', 'negotiation'],"
            " i, 99) ELSE 'negotiation' END",
            "state": "state",
            "amount": "amount",
            "margin": "CASE WHEN pg_temp.draw(i, 93) < 0.8 THEN"
            " round(amount * (0.32 + 0.16 * pg_temp.draw(i, 89))::numeric, 2) END",
            "origin": "'own'",
            "opened_on": "opened_on",
            "expected_on": "closed_on",
            "closed_on": "CASE WHEN state <> 'open' THEN closed_on END",
            "loss_reason": "CASE state WHEN 'lost' THEN pg_temp.pick(ARRAY['price', 'competitor', 'no_budget', 'timing'],"
            " i, 88) ELSE '' END",
        },
        "FROM seed_deal ORDER BY id",
        at="opened_on::timestamptz",
    )
    insert_select(
        OpportunityContact,
        {"opportunity": "id", "contact": "contact", "buying_role": "'decision_maker'"},
        "FROM seed_deal WHERE contact IS NOT NULL ORDER BY id",
    )
    catch_up_sequence(Opportunity)
    analyze(Opportunity, OpportunityContact)


LEADS = """
UPDATE leads_lead SET state = new.state, owner_id = new.owner, opportunity_id = new.deal, qualified_at = new.qualified_at,
    accepted_at = new.accepted_at, first_contacted_at = new.accepted_at + interval '6 hours',
    converted_at = new.opened_on::timestamptz, recycled_until = new.recycled_until, disqualify_reason_id = new.reason,
    routing_reason = new.routing
FROM (SELECT l.i, d.id AS deal, d.opened_on,
          CASE WHEN d.id IS NOT NULL THEN CASE d.state WHEN 'open' THEN 'converted' ELSE d.state END
               WHEN h.decision = 'accepted' THEN 'working' WHEN h.decision = 'rejected' THEN 'recycled'
               WHEN h.decision = 'expired' OR l.fate = 'hand' THEN 'qualified' ELSE l.fate END AS state,
          CASE WHEN h.decision = 'accepted' THEN h.rep END AS owner,
          CASE WHEN h.i IS NOT NULL OR l.fate <> 'new' THEN l.captured_at + interval '5 hours' END AS qualified_at,
          CASE WHEN h.decision = 'accepted' THEN h.decided_at END AS accepted_at,
          CASE WHEN h.decision = 'rejected' THEN h.decided_at::date + 90 WHEN h.i IS NULL AND l.fate = 'recycled'
               THEN %(end)s::date + 30 END AS recycled_until,
          CASE WHEN h.i IS NULL AND l.fate = 'disqualified' THEN %(reason)s END AS reason,
          CASE WHEN h.i IS NOT NULL THEN 'Propriétaire de la société' ELSE '' END AS routing
      FROM seed_lead l LEFT JOIN seed_handoff h USING (i) LEFT JOIN seed_deal d USING (i)) new
WHERE leads_lead.id = new.i AND new.state <> 'new'
"""
STEPS = """
FROM (SELECT l.i, 1 AS step, '' AS was, 'new' AS becomes, l.captured_at AS at FROM seed_lead l
      UNION ALL SELECT l.i, 2, 'new', CASE fate WHEN 'disqualified' THEN fate ELSE 'qualified' END, l.captured_at
          + interval '5 hours' FROM seed_lead l WHERE fate <> 'new'
      UNION ALL SELECT i, 3, 'qualified', 'routed', sent_at - interval '1 hour' FROM seed_handoff
      UNION ALL SELECT i, 4, 'routed', 'handed_off', sent_at FROM seed_handoff
      UNION ALL SELECT i, 5, 'handed_off', CASE decision WHEN 'accepted' THEN 'accepted' WHEN 'rejected' THEN 'recycled'
          ELSE 'qualified' END, decided_at FROM seed_handoff
      UNION ALL SELECT i, 6, 'accepted', 'working', decided_at + interval '6 hours' FROM seed_handoff
          WHERE decision = 'accepted'
      UNION ALL SELECT i, 7, 'working', 'converted', opened_on FROM seed_deal WHERE i < 10000000
      UNION ALL SELECT i, 8, 'converted', state, closed_on FROM seed_deal WHERE i < 10000000 AND state <> 'open') steps
ORDER BY i, step
"""


def move_leads(world: World) -> None:
    """Leads reach the state their handoff and deal gave them, with every step in their history."""
    reason = Reason.objects.filter(kind="disqualify").order_by("rank", "pk").first()
    run(LEADS, end=world.end, reason=reason.pk if reason else None)
    insert_select(LeadTransition, {"lead": "i", "from_state": "was", "to_state": "becomes", "at": "at"}, STEPS)
    analyze(LeadTransition)
