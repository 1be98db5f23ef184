"""Campaigns, what they cost, and the leads they bring: better campaigns bring leads that fit better."""

from config.seeding import words
from config.seeding.insert import analyze, catch_up_sequence, insert_select, run, statement
from config.seeding.world import World
from leads.models import Campaign, CampaignCost, Lead

DRAWN = statement("campaigns_drawn")


def create_campaigns(world: World) -> None:
    """One campaign after the other over the history, each with eight weekly costs."""
    names = [name for name, _ in words.CAMPAIGNS]
    run("DROP TABLE IF EXISTS seed_campaign")
    run(DRAWN, names=names, campaigns=world.profile.campaigns, marketers=world.profile.marketers)
    insert_select(
        Campaign,
        {
            "id": "k",
            "name": "(%(names)s::text[])[theme] || ' ' || to_char(starts_on, 'MM/YYYY')",
            "channel": "(%(channels)s::text[])[theme]",
            "owner": "owner",
            "starts_on": "starts_on",
            "ends_on": "ends_on",
            "budget": "40000",
            "state": "CASE WHEN ends_on < %(end)s THEN 'closed' ELSE 'running' END",
        },
        "FROM seed_campaign ORDER BY k",
        at="starts_on::timestamptz",
        names=names,
        channels=[channel for _, channel in words.CAMPAIGNS],
        end=world.end,
    )
    insert_select(
        CampaignCost,
        {
            "campaign": "k",
            "day": "starts_on + 7 * week",
            "amount": "round((1500 + 6500 * pg_temp.draw(k * 100 + week, 32))::numeric, 2)",
            "kind": "'spend'",
            "label": "'Semaine ' || (week + 1)",
            "recorded_by": "owner",
        },
        "FROM seed_campaign, generate_series(0, 7) week WHERE starts_on + 7 * week < %(today)s ORDER BY k, week",
        at="(starts_on + 7 * week)::timestamptz",
        today=world.today,
    )
    catch_up_sequence(Campaign)
    analyze(Campaign, CampaignCost)


LEADS = statement("campaigns_leads")


def draw_leads(world: World) -> None:
    """seed_lead holds each lead's campaign, person, fit and what will become of it."""
    run("DROP TABLE IF EXISTS seed_lead")
    size = world.profile
    run(LEADS, leads=size.leads, campaigns=size.campaigns, contacts=size.contacts, handed=size.handed, end=world.end)
    run("CREATE UNIQUE INDEX ON seed_lead (i)")
    run("ANALYZE seed_lead")


def create_leads(world: World) -> None:
    """Leads as captured; their later states are written with the handoffs and the deals."""
    insert_select(
        Lead,
        {
            "id": "i",
            "campaign": "k",
            "name": "c.name",
            "email": "'lead' || i || '.' || c.email",
            "phone": "c.phone",
            "company_name": "f.name",
            "company": "f.id",
            "contact": "c.id",
            "job_title": "c.role",
            "sector": "f.sector",
            "employees": "f.employees",
            "city": "f.city",
            "postcode": "f.postcode",
            "state": "'new'",
            "team": "team",
            "captured_at": "captured_at",
            "channel": "'import'",
        },
        "FROM seed_lead JOIN crm_contact c ON c.id = contact JOIN crm_company f ON f.id = seed_lead.company ORDER BY i",
        at="captured_at",
    )
    catch_up_sequence(Lead)
    analyze(Lead)
