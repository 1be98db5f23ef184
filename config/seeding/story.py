"""The order in which a seeded company comes to life."""

from collections.abc import Callable
from datetime import date

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models.functions import Now

from config.seeding import (
    campaigns,
    capture,
    cards,
    companies,
    contract,
    deals,
    desks,
    fairness,
    field,
    journal,
    ledger,
    questions,
    recent,
    scores,
    second_chance,
    tidying,
    touches,
    tours,
    views,
    watched,
)
from config.seeding.closing import close_books
from config.seeding.credentials import write_credentials
from config.seeding.lists import create_lists
from config.seeding.people import Cast, create_people
from config.seeding.plans import create_plans
from config.seeding.profiles import Profile
from config.seeding.world import World, lay_out, relax, tune, working_days
from core import bells
from core.models import Message

COUNTED = (
    "crm.Company",
    "crm.Contact",
    "crm.Opportunity",
    "leads.Lead",
    "leads.Handoff",
    "leads.Touchpoint",
    "debrief.Debrief",
    "debrief.Visit",
    "debrief.Finding",
    "debrief.Verdict",
    "incentives.LedgerLine",
)


def tell(profile: Profile, seed: int, today: date, say: Callable[[str], None]) -> dict[str, int]:
    """The installation holds the profile's company; returns the rows of the main tables."""
    tune()
    days = working_days(max(profile.days, 30), today)
    world = World(profile, seed, today, days, say)
    call_command("sync_roles", verbosity=0)
    say("people")
    cast = create_people(profile, seed, days[0])
    create_plans(cast, days[0])
    create_lists(cast)
    companies.create_products()
    if profile.days:
        write_history(world, cast)
    with bells.silence():
        objects = act(world, cast)
    cheats = [rep.email for rep in cast.reps[len(cast.reps) - profile.cheats :]]
    write_credentials(cast, objects, seed, cheats=cheats)
    relax()
    return {label: apps.get_model(label).objects.count() for label in COUNTED}


def act(world: World, cast: Cast) -> contract.Objects:
    """What goes through the services; its mails count as sent long ago."""
    world.say("the people of the contract")
    objects = contract.create_objects(cast, world.today)
    if world.profile.recent:
        world.say("the last weeks, through the services")
        fairness.set_rules(cast)
        questions.ask_and_answer(world, cast)
        recent.live(world, cast)
        desks.fill_desks(world, cast)
        second_chance.win_what_was_refused(world, cast)
        questions.ask_today(world, cast)
        fairness.look_again(world, cast)
        watched.watch(world, cast)
        tours.plan_tours(world, cast)
        cards.leave_a_card(world, cast)
    close_books(world, cast)
    if world.profile.recent:
        world.say("scores of leads")
        scores.score_history(world, cast)
        desks.contest(cast)
        views.keep_views(cast)
        tidying.tidy(cast)
        journal.bring_files(cast, world.today)
        capture.capture(cast, world.today)
    Message.objects.filter(sent_at=None).update(state="sent", sent_at=Now(), context={})
    return objects


def write_history(world: World, cast: Cast) -> None:
    """Months of work, made inside Postgres."""
    lay_out(world, cast.reps, cast.marketers)
    steps: tuple[tuple[str, Callable[[], None]], ...] = (
        ("companies", lambda: companies.create_companies(world)),
        ("contacts", lambda: companies.create_contacts(world)),
        ("campaigns", lambda: campaigns.create_campaigns(world)),
        ("debriefs", lambda: field.draw_field(world)),
        ("visits", lambda: field.create_debriefs(world)),
        ("findings", lambda: field.create_findings(world)),
        ("what the CRM learnt", lambda: field.create_knowledge(world)),
        ("leads", lambda: campaigns.draw_leads(world)),
        ("lead rows", lambda: campaigns.create_leads(world)),
        ("handoffs and deals", lambda: deals.draw_deals(world)),
        ("handoff rows", lambda: deals.create_handoffs(world)),
        ("opportunities", deals.create_deals),
        ("lead states", lambda: deals.move_leads(world)),
        ("outcomes", deals.create_outcomes),
        ("touchpoints", lambda: touches.create_touches(world)),
        ("points of the history", lambda: ledger.post_history(world)),
    )
    for label, step in steps:
        world.say(label)
        step()
    connection.ensure_timezone()  # what services read from now on is in UTC again
