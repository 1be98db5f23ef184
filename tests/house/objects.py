"""One maker per noun: an object that belongs to a given person and carries her canary.

A route finds its object by the noun its name begins with (`leads:lead_detail` → lead), or by NAMED; a new noun with an
argument in its address needs a line here, or the access matrix fails.
"""

from datetime import date, timedelta
from decimal import Decimal

from knox.models import get_token_model

from accounts.models import Team
from core import due
from core.clock import now
from core.models import JobRun, Notification, SavedView
from incentives.models import Dispute, LedgerLine, Period, Plan, PlanVersion, Statement
from leads.models import (
    CampaignCost,
    Handoff,
    HandoffQuestion,
    Lead,
    LeadStep,
    Reason,
    RoutingRule,
    RoutingVersion,
)
from tests.factories.accounts import UserFactory
from tests.house.capture_objects import campaign, form, import_run
from tests.house.crm_objects import activity, canary, company, contact, mark, merge, numbers, opportunity
from tests.house.debrief_objects import (
    absence,
    appeal,
    contradiction,
    debrief,
    draft_visit,
    finding,
    question,
    second,
    settlement,
    substitution,
    tour,
    verdict,
)

FIELD = ("rep_a1", "rep_a2", "rep_b1", "man_a")
MARKETING = ("mkt_1", "mkt_2")
EVERYBODY = (*FIELD, *MARKETING)
SHARED = ("shared",)  # belongs to nobody: whoever may use the route may use it on this row


def cost(world, owner):
    day, person = now().date(), world.people[owner]
    return CampaignCost.objects.create(
        campaign=campaign(world, owner),
        day=day,
        amount=Decimal("10.00"),
        label=canary(owner, "cost"),
        recorded_by=person,
    )


def lead(world, owner, state="accepted"):
    text, person = canary(owner, "lead"), world.people[owner]
    return Lead.objects.create(
        name=text,
        email=f"l{next(numbers)}@prospect.test",
        company_name=text,
        state=state,
        owner=person,
        team=person.team,
        captured_at=now(),
        channel="email",
    )


def handoff(world, owner):
    person, soon = world.people[owner], now() + timedelta(days=1)
    received = lead(world, owner, state="handed_off")
    return Handoff.objects.create(
        lead=received,
        to=person,
        sent_by=world.people["mkt_1"],
        promise=canary(owner, "handoff"),
        sent_at=now(),
        due_at=soon,
    )


def handoff_question(world, owner):
    person, soon = world.people[owner], now() + timedelta(hours=8)
    received = handoff(world, owner)
    return HandoffQuestion.objects.create(
        handoff=received,
        clock="decision",
        asked_by=person,
        asked_at=now(),
        question=canary(owner, "handoff_question"),
        left=timedelta(hours=8),
        answer_due_at=soon,
    )


def step(world, owner):
    person, what = world.people[owner], canary(owner, "step")
    set_by = {"who": person, "set_by": person, "set_at": now()}
    return LeadStep.objects.create(lead=lead(world, owner), what=what, due_on=now().date(), **set_by)


def reason(world, owner):
    code = f"raison_{next(numbers)}"
    return Reason.objects.create(kind="reject", code=code, label_fr=f"Raison {code}", label_en=f"Reason {code}")


def routing(world, owner):
    rank, first = next(numbers), Team.objects.order_by("pk").first()
    return RoutingRule.objects.create(rank=rank, name=f"Règle {rank}", method="round_robin", team=first)


def routing_version(world, owner):
    rank = next(numbers)
    return RoutingVersion.objects.create(number=rank, at=now(), by=world.people["mkt_1"], rules=[])


def capacity(world, owner):
    """What a rep can take is known by the rep."""
    return UserFactory(name=f"Vendeur {next(numbers)}")


def period(world, owner):
    found, _created = Period.objects.get_or_create(month=now().date().replace(day=1))
    return found


def plan(world, owner):
    return Plan.objects.create(code=f"plan-{next(numbers)}", name=f"Plan {next(numbers)}", role="rep")


def version(world, owner):
    return PlanVersion.objects.create(plan=plan(world, owner), number=1, starts_on=date(2026, 1, 1))


def line(world, owner):
    book, person, text = period(world, owner), world.people[owner], canary(owner, "line")
    dated = {"occurred_on": now().date(), "posted_on": now().date()}
    return LedgerLine.objects.create(period=book, person=person, kind="adjusted", points=7, reason=text, **dated)


def statement(world, owner):
    figures = {"points": 12, "capped_points": 12, "amount": Decimal("6.00"), "lines_count": 1, "issued_at": now()}
    found, _created = Statement.objects.get_or_create(
        person=world.people[owner], period=period(world, owner), defaults=figures
    )
    return found


def dispute(world, owner):
    row = line(world, owner)
    return Dispute.objects.create(
        line=row, opened_by=world.people[owner], opened_at=now(), reason=canary(owner, "dispute")
    )


def token(world, owner):
    """An API token, known by the beginning of its digest."""
    made, _text = get_token_model().objects.create(user=world.people[owner])
    made.key = made.digest[:32]
    return made


def view(world, owner):
    """Personal: a view that is shared is seen by colleagues, and changed by its author alone."""
    name = canary(owner, "view")
    return SavedView.objects.create(user=world.people[owner], page="crm:company_list", name=name, query="city=Lyon")


def job(world, owner):
    day = date(2026, 1, 1) + timedelta(days=next(numbers))
    dated = {"starts_utc": now(), "ends_utc": now(), "started_at": now(), "tz_name": "Europe/Paris"}
    return JobRun.objects.create(job=due.NIGHT, day=day, **dated)


def notification(world, owner):
    told = {"kind": "day_to_file", "path": "/", "created_at": now(), "params": {"day": "2026-11-25"}}
    return Notification.objects.create(key=canary(owner, "notification"), to=world.people[owner], **told)


def user(world, owner):
    return UserFactory(name=f"Invité {next(numbers)}")


def team(world, owner):
    return Team.objects.create(name=f"Équipe {next(numbers)}")


NOUNS = {
    "company": (company, FIELD),
    "contact": (contact, FIELD),
    "opportunity": (opportunity, FIELD),
    "activity": (activity, FIELD),
    "merge": (merge, SHARED),
    "mark": (mark, SHARED),
    "campaign": (campaign, MARKETING),
    "cost": (cost, MARKETING),
    "lead": (lead, FIELD),
    "handoff": (handoff, FIELD),
    "handoff_question": (handoff_question, FIELD),
    "step": (step, FIELD),
    "reason": (reason, SHARED),
    "routing": (routing, SHARED),
    "routing_version": (routing_version, SHARED),
    "capacity": (capacity, SHARED),
    "debrief": (debrief, FIELD),
    "visit": (draft_visit, FIELD),
    "finding": (finding, FIELD),
    "question": (question, FIELD),
    "verdict": (verdict, FIELD),
    "contradiction": (contradiction, FIELD),
    "settlement": (settlement, FIELD),
    "substitution": (substitution, SHARED),
    "second": (second, FIELD),
    "appeal": (appeal, FIELD),
    "tour": (tour, FIELD),
    "absence": (absence, FIELD),
    "period": (period, SHARED),
    "plan": (plan, SHARED),
    "version": (version, SHARED),
    "line": (line, EVERYBODY),
    "statement": (statement, EVERYBODY),
    "dispute": (dispute, EVERYBODY),
    "token": (token, ("rep_a1", "rep_a2", "rep_b1", "man_a", "mkt_1", "adm_1", "dir_1", "norole")),
    "view": (view, ("rep_a1", "rep_a2", "rep_b1", "man_a", "mkt_1", "adm_1", "dir_1", "norole")),
    "notification": (notification, ("rep_a1", "rep_a2", "rep_b1", "man_a", "mkt_1", "adm_1", "dir_1", "norole")),
    "job": (job, SHARED),
    "user": (user, SHARED),
    "team": (team, SHARED),
    "import_run": (import_run, MARKETING),
    "form": (form, MARKETING),
}
NAMED = {"import": "import_run", "review": "debrief", "draft": "debrief", "ledger": "line", "ledger_line": "line"}


def build(noun, world):
    """{owner: object} of one noun."""
    make, owners = NOUNS[noun]
    return {owner: make(world, owner) for owner in owners}


def noun_of(name):
    """The noun a route speaks of: the first word of its name, or of the exceptions."""
    word = name.rsplit(":", 1)[-1]
    candidates = {**dict.fromkeys(NOUNS), **NAMED}
    fitting = [noun for noun in candidates if word == noun or word.startswith(f"{noun}_")]
    best = max(fitting, key=len, default=None)
    return NAMED.get(best, best)


FLOOR_OF = {
    **dict.fromkeys(("company", "contact", "opportunity", "activity"), "crm"),
    **dict.fromkeys(("campaign", "cost", "lead", "handoff", "handoff_question", "step", "form"), "leads"),
    **dict.fromkeys(("visit", "finding", "question", "appeal", "tour", "absence"), "debrief"),
    **dict.fromkeys(("line", "dispute"), "incentives"),
}
FIXED = {  # addresses whose arguments are not an object of ours
    "account_reset_password_from_key": {"uidb36": "1", "key": "set-password"},
    "openid_connect_login": {"provider_id": "company"},
    "openid_connect_callback": {"provider_id": "company"},
}


def arguments(path, thing):
    """The keyword arguments of an address for one object, by the names in the address."""
    names = [part.split(">")[0].split(":")[-1] for part in path.split("<")[1:]]
    return {name: thing.pk if name in {"pk", "object_id"} else getattr(thing, name) for name in names}
