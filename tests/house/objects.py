"""One maker per noun: an object that belongs to a given person and carries her canary.

A route finds its object by the noun its name begins with (`leads:lead_detail` → lead), or by NAMED; a new noun with an
argument in its address needs a line here, or the access matrix fails.
"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from knox.models import get_token_model

from accounts.models import Team
from core import due
from core.clock import now
from core.models import JobRun, SavedView
from crm.models import Activity, Company, Contact, Opportunity, Product
from debrief.models import Appeal, Debrief, Finding, Question, SecondReview, Verdict, Visit
from incentives.models import Dispute, LedgerLine, Period, Plan, PlanVersion, Statement
from leads.models import Campaign, CampaignCost, Handoff, Lead, Reason, RoutingRule
from tests.factories.accounts import UserFactory

FIELD = ("rep_a1", "rep_a2", "rep_b1", "man_a")
MARKETING = ("mkt_1", "mkt_2")
EVERYBODY = (*FIELD, *MARKETING)
SHARED = ("shared",)  # belongs to nobody: whoever may use the route may use it on this row
numbers = count(1)


def canary(owner, noun):
    """A word that must not reach whoever is out of reach of this owner's rows."""
    return f"CANARY-{owner}-{noun}-{next(numbers)}"


def company(world, owner):
    person = world.people[owner]
    return Company.objects.create(
        name=canary(owner, "company"), owner=person, city="Lyon", sector="Boulangerie", postcode="69001"
    )


def contact(world, owner):
    email = f"c{next(numbers)}@client.test"
    return Contact.objects.create(
        company=company(world, owner),
        name=canary(owner, "contact"),
        email=email,
        how_acquired="met",
        acquired_on=date(2026, 1, 5),
    )


def opportunity(world, owner):
    person, text = world.people[owner], canary(owner, "opportunity")
    return Opportunity.objects.create(
        name=text, company=company(world, owner), owner=person, amount=Decimal("1200.00"), opened_on=date(2026, 1, 6)
    )


def activity(world, owner):
    person, text = world.people[owner], canary(owner, "activity")
    return Activity.objects.create(company=company(world, owner), kind="note", at=now(), by=person, text=text)


def product(world, owner):
    return Product.objects.create(name=f"Four {next(numbers)}", list_price=Decimal("100.00"))


def campaign(world, owner):
    text, person = canary(owner, "campaign"), world.people[owner]
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 12, 31)}
    return Campaign.objects.create(name=text, channel="email", owner=person, state="running", **days)


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


def reason(world, owner):
    code = f"raison_{next(numbers)}"
    return Reason.objects.create(kind="reject", code=code, label_fr=f"Raison {code}", label_en=f"Reason {code}")


def routing(world, owner):
    rank, first = next(numbers), Team.objects.order_by("pk").first()
    return RoutingRule.objects.create(rank=rank, name=f"Règle {rank}", method="round_robin", team=first)


def debrief(world, owner, state="in_review"):
    """Filed and under review: visible to all whom the scope reaches."""
    person = world.people[owner]
    day = date(2026, 6, 30) - timedelta(days=next(numbers))
    filed = {} if state == "draft" else {"filed_at": now(), "timeliness": "hot", "received_at": now()}
    reviewer = world.people["mkt_1"] if state == "in_review" else None
    return Debrief.objects.create(rep=person, work_date=day, state=state, reviewer=reviewer, **filed)


def visit(world, owner, state="in_review"):
    day, seen, note = debrief(world, owner, state), company(world, owner), canary(owner, "visit")
    return Visit.objects.create(debrief=day, company=seen, state="done", nobody_met=True, note=note)


def draft_visit(world, owner):
    return visit(world, owner, state="draft")


def finding(world, owner):
    seen, text = visit(world, owner), canary(owner, "finding")
    day = seen.debrief.work_date
    return Finding.objects.create(
        visit=seen, company=seen.company, kind="remark", value=text, observed_on=day, novelty="new"
    )


def question(world, owner):
    """Addressed to this person alone."""
    text, day = canary(owner, "question"), now().date() + timedelta(days=30)
    asked = Question.objects.create(
        text_fr=text, kind="remark", audience="reps", expires_on=day, asked_by=world.people["mkt_1"], asked_at=now()
    )
    asked.reps.add(world.people[owner])
    return asked


def verdict(world, owner, reviewer="mkt_1", decision="accepted", **given):
    judged = finding(world, owner)
    Finding.objects.filter(pk=judged.pk).update(state="decided")
    dated = {"reviewer": world.people[reviewer], "decided_at": now()}
    return Verdict.objects.create(finding=judged, decision=decision, **dated, **given)


def second(world, owner):
    """A second opinion asked on a decision of another marketer."""
    judged = verdict(world, owner, reviewer="mkt_2")
    return SecondReview.objects.create(verdict=judged, drawn_at=now(), due_at=now() + timedelta(days=2))


def appeal(world, owner):
    """Against another marketer's refusal."""
    judged = verdict(world, owner, reviewer="mkt_2", decision="rejected", reason="too_vague")
    dated = {"opened_at": now(), "due_at": now() + timedelta(days=2)}
    return Appeal.objects.create(verdict=judged, opened_by=world.people[owner], reason=canary(owner, "appeal"), **dated)


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


def user(world, owner):
    return UserFactory(name=f"Invité {next(numbers)}")


def team(world, owner):
    return Team.objects.create(name=f"Équipe {next(numbers)}")


NOUNS = {
    "company": (company, FIELD),
    "contact": (contact, FIELD),
    "opportunity": (opportunity, FIELD),
    "activity": (activity, FIELD),
    "campaign": (campaign, MARKETING),
    "cost": (cost, MARKETING),
    "lead": (lead, FIELD),
    "handoff": (handoff, FIELD),
    "reason": (reason, SHARED),
    "routing": (routing, SHARED),
    "debrief": (debrief, FIELD),
    "visit": (draft_visit, FIELD),
    "finding": (finding, FIELD),
    "question": (question, FIELD),
    "verdict": (verdict, FIELD),
    "second": (second, FIELD),
    "appeal": (appeal, FIELD),
    "period": (period, SHARED),
    "plan": (plan, SHARED),
    "version": (version, SHARED),
    "line": (line, EVERYBODY),
    "statement": (statement, EVERYBODY),
    "dispute": (dispute, EVERYBODY),
    "token": (token, ("rep_a1", "rep_a2", "rep_b1", "man_a", "mkt_1", "adm_1", "dir_1", "norole")),
    "view": (view, ("rep_a1", "rep_a2", "rep_b1", "man_a", "mkt_1", "adm_1", "dir_1", "norole")),
    "job": (job, SHARED),
    "user": (user, SHARED),
    "team": (team, SHARED),
}
NAMED = {"review": "debrief", "draft": "debrief", "ledger": "line", "ledger_line": "line"}


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
    **dict.fromkeys(("campaign", "cost", "lead", "handoff"), "leads"),
    **dict.fromkeys(("visit", "finding", "question", "appeal"), "debrief"),
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
