"""From handoff to deal: P(win) rises with fit, fresh field facts and campaign quality, and falls with a late answer.

The base of the logistic is -1.6, or what gives exactly as many won deals as the profile says.
"""

from config.seeding import words
from config.seeding.insert import analyze, catch_up_sequence, insert_select, run, statement
from config.seeding.world import World
from crm.models import Opportunity, OpportunityContact
from leads.models import Handoff, LeadTransition, Outcome, Reason

HANDOFFS = statement("deals_handoffs")
DECIDED = statement("deals_decided")
DEALS = statement("deals_deals")
FATES = statement("deals_fates")


def draw_deals(world: World) -> None:
    """seed_handoff and seed_deal hold every answer and every deal with its outcome."""
    size = world.profile
    run("DROP TABLE IF EXISTS seed_handoff, seed_deal")
    run(HANDOFFS, end=world.end)
    for step in DECIDED.split(";"):
        run(step)
    run(
        DEALS, contacts=size.contacts, own=size.own_deals, companies=size.companies, bought=size.bought,
        deals=size.exact.deals if size.exact else None, end=world.end,
    )  # fmt: skip
    add, fates = FATES.split(";")
    run(add)
    run(fates, won=size.exact.won if size.exact else None, end=world.end)
    run("CREATE INDEX ON seed_deal (i)")
    run("ANALYZE seed_deal")


def create_handoffs(world: World) -> None:
    """Each promise and its answer."""
    reasons = list(
        Reason.objects.filter(kind="reject", active=True).order_by("rank", "pk").values_list("pk", flat=True)
    )
    insert_select(
        Handoff,
        {
            "lead": "i",
            "to": "rep",
            "sent_by": "sent_by",
            "promise": "pg_temp.pick(%(promises)s::text[], i, 85)",
            "proof": "CASE WHEN pg_temp.draw(i, 87) < 0.9 THEN 'Formulaire rempli, rappel demandé' ELSE '' END",
            "opener": "CASE WHEN pg_temp.draw(i, 87) < 0.8 THEN 'Quel four utilisez-vous aujourd’hui ?' ELSE '' END",
            "fit": "round(100 * fit)",
            "sent_at": "sent_at",
            "due_at": "due_at",
            "breached_at": "CASE WHEN decided_at > due_at THEN due_at END",
            "decision": "decision",
            "decided_at": "decided_at",
            "decided_by": "CASE WHEN decision <> 'expired' THEN rep END",
            "reason": "CASE WHEN decision = 'rejected' THEN (%(reasons)s::bigint[])"
            "[1 + floor(power(pg_temp.draw(i, 88), 2) * cardinality(%(reasons)s::bigint[]))::int] END",
            "in_time": "decision <> 'expired' AND decided_at <= due_at",
        },
        "FROM seed_handoff ORDER BY i",
        at="sent_at",
        promises=list(words.PROMISES),
        reasons=reasons,
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
            "stage": "CASE WHEN state = 'open' THEN"
            " pg_temp.pick(ARRAY['prospecting', 'engaging', 'proposal', 'negotiation'], i, 99) ELSE 'negotiation' END",
            "state": "state",
            "amount": "amount",
            "margin": "CASE WHEN pg_temp.draw(i, 93) < 0.8 THEN"
            " round(amount * (0.32 + 0.16 * pg_temp.draw(i, 89))::numeric, 2) END",
            "origin": "'own'",
            "opened_on": "opened_on",
            "expected_on": "closed_on",
            "closed_on": "CASE WHEN state <> 'open' THEN closed_on END",
            "loss_reason": "CASE state WHEN 'lost' THEN"
            " pg_temp.pick(ARRAY['price', 'competitor', 'no_budget', 'timing'], i, 88) ELSE '' END",
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


LEADS = statement("deals_leads")
STEPS = statement("deals_steps")


def move_leads(world: World) -> None:
    """Leads reach the state their handoff and deal gave them, with every step in their history."""
    reason = Reason.objects.filter(kind="disqualify").order_by("rank", "pk").first()
    run(LEADS, end=world.end, reason=reason.pk if reason else None)
    insert_select(LeadTransition, {"lead": "i", "from_state": "was", "to_state": "becomes", "at": "at"}, STEPS)
    analyze(LeadTransition)


def create_outcomes() -> None:
    """What became of each lead's deal, as settling would write it."""
    insert_select(
        Outcome,
        {
            "lead": "l.id",
            "opportunity": "o.id",
            "result": "o.state",
            "amount": "CASE o.state WHEN 'won' THEN o.amount END",
            "margin": "CASE o.state WHEN 'won' THEN o.margin END",
            "decided_on": "o.closed_on",
            "created_at": "o.closed_on + time '17:30'",
        },
        "FROM crm_opportunity o JOIN leads_lead l ON l.opportunity_id = o.id"
        " WHERE o.state IN ('won', 'lost') ORDER BY l.id",
    )
    analyze(Outcome)
