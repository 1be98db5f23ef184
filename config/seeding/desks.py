"""What waits on each desk when a visitor arrives: leads without a rep, promises to answer, questions, a dispute."""

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from config.seeding import words
from config.seeding.people import Cast
from config.seeding.promises import keep_promises
from config.seeding.watched import ask_to_keep
from config.seeding.world import World, at
from core import clock
from core.working_time import WorkingCalendar
from crm.models import Company
from debrief.models import Debrief, Finding
from debrief.services.filing import file_payload
from debrief.services.reviewing import return_debrief, start_review
from debrief.services.verdicts import accept_finding
from incentives.models import Statement
from incentives.services.disputes import open_dispute
from leads.models import Campaign, Lead
from leads.services.handoff import hand_off_lead
from leads.services.intake import capture_lead
from leads.services.qualification import qualify_lead
from leads.services.routing import assign_lead

UNASSIGNED = (
    ("Farid Messaoudi", "Fournil du Canal", "Troyes"),
    ("Hélène Aubert", "Les Délices d’Hélène", "Nevers"),
    ("Yann Le Goff", "Ty Bara", "Quimper"),
    ("Sophie Kern", "Bäckerei Kern", "Colmar"),
)
BUYER, ROLES = "Solange Maurel", ("Acheteuse", "Directrice d’usine")


def tellers(cast: Cast) -> tuple[User, User]:
    """Two reps whose last two days are told here: one gets a question back, one says two things of one company."""
    named = {user.pk for user in cast.named.values()}
    return cast.named["rep_a1"], next(rep for rep in cast.reps if rep.pk not in named)


def rivals(cast: Cast) -> tuple[User, User] | None:
    """Two reps of one team, without another part in the story, who will say two things of one company."""
    busy = {user.pk for user in (*cast.named.values(), *tellers(cast))}
    free = [rep for rep in reversed(cast.reps) if rep.pk not in busy]
    for rep in free:
        mates = [mate for mate in free if mate.team_id == rep.team_id]
        if len(mates) >= 5:  # the first three of a team answer questions
            return mates[0], mates[1]
    return None


def kept_days(world: World, cast: Cast) -> set[tuple[int, date]]:
    """The days of reps that are told here and by nobody else."""
    kept = {(rep.pk, day) for rep in tellers(cast) for day in world.days[-2:]}
    pair = rivals(cast)
    return kept | ({(pair[0].pk, world.days[-2]), (pair[1].pk, world.days[-1])} if pair else set())


def fill_desks(world: World, cast: Cast) -> None:
    """Each role finds something to do."""
    marketer, now = cast.named["mkt_1"], clock.now()
    campaign = Campaign.objects.filter(state="running").exclude(name__startswith="CANARY").order_by("-starts_on")[0]
    leave_unassigned(campaign, marketer, now)
    first, second = tellers(cast)
    promise(campaign, marketer, first, ["Émilie Grandjean", "Patrick Nguyen"], now - timedelta(hours=1))
    late = working_hours_before(now, 17)
    for rep in (second, cast.named["rep_a2"]):
        promise(campaign, marketer, rep, [f"{rep.name.split()[-1]} Frères"], late)
    send_back(world, first, marketer, now)
    contradict(world, second, marketer)
    disagree(world, cast)
    keep_promises(world, cast)


def leave_unassigned(campaign: Campaign, marketer: User, now: datetime) -> None:
    """Qualified, and nobody chosen yet."""
    for number, (name, company, city) in enumerate(UNASSIGNED):
        came = now - timedelta(hours=3 + 5 * number)
        lead, _ = capture_lead(
            by=marketer, campaign=campaign, name=name, email=f"contact@sans-rep-{number}.example",
            company_name=company, city=city, channel="form", now=came,
        )  # fmt: skip
        qualify_lead(lead, by=marketer, now=came + timedelta(minutes=30))


def promise(campaign: Campaign, marketer: User, rep: User, names: list[str], now: datetime) -> None:
    """Leads of the rep's own companies, handed over and not answered."""
    companies = Company.objects.filter(owner=rep).exclude(name__contains="CANARY").order_by("-pk")
    for number, (name, company) in enumerate(zip(names, companies, strict=False)):
        lead = ready(campaign, marketer, rep, name, company, now - timedelta(hours=2))
        hand_off_lead(
            lead, by=marketer, to=rep, promise=words.PROMISES[number % len(words.PROMISES)],
            proof="Formulaire rempli hier soir", opener="Souhaitez-vous voir le four en marche ?", now=now,
        )  # fmt: skip


def ready(campaign: Campaign, marketer: User, rep: User, name: str, company: Company, now: datetime) -> Lead:
    lead, _ = capture_lead(
        by=marketer, campaign=campaign, name=name, email=f"promesse.{company.pk}@{company.domain or 'client.example'}",
        company_name=company.name, city=company.city, postcode=company.postcode, sector=company.sector,
        channel="form", now=now,
    )  # fmt: skip
    qualify_lead(lead, by=marketer, now=now)
    return assign_lead(lead, by=marketer, to=rep, now=now)


def working_hours_before(now: datetime, hours: int) -> datetime:
    """The last full hour that lies so many working hours back."""
    calendar, then = WorkingCalendar(), now
    while calendar.hours_between(then, now) < hours:
        then -= timedelta(hours=1)
    return then


def send_back(world: World, rep: User, marketer: User, now: datetime) -> None:
    """A debrief came back with a question."""
    company = Company.objects.filter(owner=rep).exclude(name__contains="CANARY").order_by("pk")[0]
    signal = {
        "kind": "market_signal", "topic": "price", "value": "Fourvallier propose un four moins cher",
        "amount": "11900", "how_known": "heard",
    }  # fmt: skip
    debrief = told(rep, world.days[-2], company, [signal])
    start_review(debrief, by=marketer, now=at(world.days[-1], 9.5))
    question = "De quel modèle Fourvallier s’agit-il, et le prix comprend-il la pose ?"
    return_debrief(debrief, by=marketer, question=question, now=at(world.days[-1], 9.6))


def contradict(world: World, rep: User, marketer: User) -> None:
    """Two days, one company, two head counts, two jobs of one person and one competitor twice: choices to make."""
    company = Company.objects.filter(owner=rep).order_by("pk")[0]
    first, second = (
        told(rep, day, company, [
            {"kind": "company_fact", "field": "employees", "value": count, "how_known": "seen"},
            {"kind": "opinion", "value": words.OPINIONS[number], "how_known": "heard"},
            {"kind": "market_signal", "topic": "competitor", "value": "Fourvallier", "how_known": "seen"},
            {"kind": "contact", "value": BUYER, "name": BUYER, "role": ROLES[number], "how_known": "heard"},
            *([ask_to_keep()] if number else []),
        ])
        for number, (day, count) in enumerate(((world.days[-2], "14"), (world.days[-1], "22")))
    )  # fmt: skip
    start_review(first, by=marketer, now=at(second.work_date, 18.4))
    accept_finding(
        Finding.objects.get(visit__debrief=first, kind="company_fact"), by=marketer, now=at(second.work_date, 18.5)
    )


def disagree(world: World, cast: Cast) -> None:
    """Two reps, one company, two head counts: neither is judged yet."""
    pair = rivals(cast)
    if pair is None:
        return
    company = Company.objects.filter(owner=pair[0]).exclude(name__contains="CANARY").order_by("-pk")[1]
    size = (company.employees or 4) + 20
    for rep, day, count, who in (
        (pair[0], world.days[-2], size, "Le comptable"),
        (pair[1], world.days[-1], size + 9, ""),
    ):
        count_told = {"kind": "company_fact", "field": "employees", "value": str(count)}
        told(rep, day, company, [count_told | {"how_known": "heard" if who else "seen", "said_by": who}])


def told(rep: User, day: date, company: Company, findings: list[dict[str, str]]) -> Debrief:
    visit = {
        "company": company.pk, "kind": "visit", "state": "done", "nobody_met": True, "result": "quote",
        "amount": "12500", "next_step": "call", "next_step_on": clock.local_day().isoformat(), "findings": findings,
    }  # fmt: skip
    payload = {"work_date": day.isoformat(), "seconds": 75, "visits": [visit]}
    return file_payload(rep=rep, payload=payload, key=uuid5(NAMESPACE_URL, f"desk:{rep.pk}:{day}"), now=at(day, 17.6))


def contest(cast: Cast) -> None:
    """One rep contests her last statement."""
    rep = cast.named["rep_a1"]
    statement = Statement.objects.filter(person=rep).order_by("-period__month").first()
    if statement:
        reason = "Le prix relevé chez Fourvallier le 12 a été refusé alors que le devis est en photo."
        open_dispute(by=rep, reason=reason, now=clock.now(), statement=statement)
