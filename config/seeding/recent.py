"""The last weeks, lived through the services: what a visitor clicks on is what the product itself wrote."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from accounts.models import User
from config.seeding import desks, words
from config.seeding.learning import Lessons
from config.seeding.people import Cast
from config.seeding.world import World, at
from core import clock
from core.exceptions import BusinessRuleError
from core.working_time import WorkingCalendar
from crm.models import Company, Contact
from crm.services.opportunities import lose_opportunity, win_opportunity
from debrief.choices import DebriefState, RejectReason
from debrief.models import Debrief, Finding
from debrief.services.filing import file_payload
from debrief.services.reviewing import close_debrief, return_debrief, start_review
from debrief.services.verdicts import accept_finding, amend_finding, reject_finding
from leads.models import Campaign, Lead, Reason
from leads.services.conversion import convert_lead
from leads.services.handoff import accept_handoff, hand_off_lead, reject_handoff
from leads.services.intake import capture_lead
from leads.services.qualification import qualify_lead
from leads.services.routing import route_lead
from leads.services.work import start_work

CARDS = "02468"  # people whose number ends so gave their card
LEADS_A_DAY = 5
WAITING, LATE = 14, 2  # days that marketing has still to review when a visitor arrives
FILED_BY = 15  # from this hour on, what waits was told today


class Weeks:
    """One pass over the recent days with one source of chance."""

    def __init__(self, world: World, cast: Cast) -> None:
        self.world, self.cast = world, cast
        self.chance = Random(world.seed)  # noqa: S311
        self.calendar, self.lessons = WorkingCalendar(), Lessons(world)
        self.kept = desks.kept_days(world, cast)
        self.portfolios = {rep.pk: self._portfolio(rep) for rep in cast.reps}
        self.reasons = list(Reason.objects.filter(kind="reject", active=True))
        running = Campaign.objects.filter(state="running").exclude(name__startswith="CANARY")
        self.campaigns = list(running.order_by("-starts_on")[:4])
        self.waiting: list[tuple[datetime, Lead]] = []

    def _portfolio(self, rep: User) -> list[Company]:
        return list(Company.objects.filter(owner=rep).order_by("pk")[:14])

    def live(self) -> None:
        """Each day: leads arrive and move, reps tell their visits, marketing reviews the day before."""
        for day in self.world.days[-self.world.profile.recent :]:
            self.review(day)
            self.bring_leads(day)
            for rep in self.cast.reps:
                self.tell_day(rep, day)
        self.this_morning()

    def this_morning(self) -> None:
        """A healthy queue: late in the day yesterday is reviewed and some told their day already; two days are late."""
        now, today = clock.now(), self.world.today
        evening = now.astimezone(clock.zone()).hour >= FILED_BY and self.calendar.is_working_day(today)
        if evening:
            free = [rep for rep in self.cast.reps if rep not in self.cast.named.values()]
            for number, rep in enumerate(free[:WAITING]):
                self.tell_day(rep, today, now - timedelta(minutes=10 + 12 * number))
        waiting = list(
            Debrief.objects.filter(state=DebriefState.FILED).exclude(visits__company__name__contains="CANARY")
        )
        late = sorted((one for one in waiting if one.work_date < self.world.days[-1]), key=by_filing)
        last = sorted((one for one in waiting if one.work_date == self.world.days[-1]), key=by_filing)
        for debrief in [*late[LATE:], *(last if evening else last[WAITING:])]:
            self.judge(debrief, self.chance.choice(self.cast.marketers), now)

    def tell_day(self, rep: User, day: date, now: datetime | None = None) -> None:
        """One or two visits told while hot; some days have nothing to report."""
        if self.chance.random() < 0.06 or self.is_told(rep, day):
            return
        wanted = self.chance.choice((1, 1, 2))
        visits = [self.visit(rep, company, day) for company in self.chance.sample(self.portfolios[rep.pk], wanted)]
        if self.chance.random() < 0.05:
            visits = []
        filed = now or at(day, 16.8 + self.chance.random() * 2)
        payload = {"work_date": day.isoformat(), "seconds": 40 + self.chance.randrange(80), "visits": visits}
        file_payload(rep=rep, payload=payload, key=UUID(int=self.chance.getrandbits(128), version=4), now=filed)

    def is_told(self, rep: User, day: date) -> bool:
        """The people of the contract have told yesterday; the desks keep some days for theirs."""
        return (rep.pk, day) in self.kept or Debrief.objects.filter(rep=rep, work_date=day).exists()

    def visit(self, rep: User, company: Company, day: date) -> dict[str, object]:
        """A visit as the phone would send it."""
        known = Contact.objects.filter(company=company).values_list("pk", flat=True).first()
        told: dict[str, object] = {
            "company": company.pk,
            "kind": "visit",
            "state": "done",
            "result": self.chance.choice(("follow_up", "quote")),
        }
        learnt = self.lessons.lesson(company)
        told["findings"] = [self.finding() for _ in range(self.chance.choice((1, 1, 2, 2)))] + (
            [learnt] if learnt else []
        )
        if self.chance.random() < 0.18 or not known:
            name = f"{self.chance.choice(words.FIRST_NAMES)} {self.chance.choice(words.SURNAMES)}"
            phone = "06 12 " + " ".join(str(self.chance.randrange(10, 99)) for _ in range(3))
            how = "card" if phone[-1] in CARDS else "met"
            told["contacts"] = [
                {"name": name, "phone": phone, "role": self.chance.choice(words.JOBS), "how_acquired": how}
            ]
        else:
            told["contacts"] = [known]
        if told["result"] == "quote":
            told["amount"] = str(4000 + 500 * self.chance.randrange(40))
        told["next_step"] = self.chance.choice(("call", "quote", "nothing"))
        if told["next_step"] != "nothing" and day >= self.world.days[-4]:
            told["next_step_on"] = self.world.today.isoformat()
        return told

    def finding(self) -> dict[str, object]:
        """One thing learnt."""
        kind = self.chance.choice(("market_signal", "market_signal", "opinion", "remark"))
        if kind != "market_signal":
            value = self.chance.choice(words.OPINIONS if kind == "opinion" else words.REMARKS)
            return {"kind": kind, "value": value, "how_known": "heard"}
        topic = self.chance.choice(tuple(words.FACTS))
        told: dict[str, object] = {
            "kind": kind,
            "topic": topic,
            "value": self.chance.choice(words.FACTS[topic]),
            "how_known": self.chance.choice(("seen", "heard", "guess")),
        }
        if topic == "price":
            told["amount"] = str(6000 + 100 * self.chance.randrange(120))
        if topic == "project":
            told["on_date"] = (self.world.today + timedelta(days=20 + self.chance.randrange(220))).isoformat()
        return told

    def review(self, day: date) -> None:
        """Marketing judges what was filed before this morning; a few debriefs stay for the visitor."""
        hour = 9.2
        left = self.world.days[-1] <= day
        for debrief in Debrief.objects.filter(state=DebriefState.FILED, work_date__lt=day).order_by("filed_at"):
            if left and self.chance.random() < 0.4:
                continue
            hour = min(17.5, hour + 0.05)
            self.judge(debrief, self.chance.choice(self.cast.marketers), at(day, hour))

    def judge(self, debrief: Debrief, reviewer: User, now: datetime) -> None:
        """A verdict on each finding, then the debrief is closed; one in thirty comes back with a question."""
        start_review(debrief, by=reviewer, now=now)
        if debrief.work_date >= self.world.days[-3] and self.chance.random() < 0.04:
            return_debrief(debrief, by=reviewer, question="Quel modèle de four, précisément ?", now=now)
            return
        for finding in Finding.objects.filter(visit__debrief=debrief, state="pending").order_by("pk"):
            self.give_verdict(finding, reviewer, now)
        close_debrief(debrief, by=reviewer, now=now + timedelta(minutes=4))

    def give_verdict(self, finding: Finding, reviewer: User, now: datetime) -> None:
        if finding.kind == "company_fact":
            accept_finding(finding, by=reviewer, now=now)
            return
        luck = self.chance.random()
        if luck < 0.78 or finding.kind == "contact":
            grade = "rich" if luck < 0.12 else "useful"
            accept_finding(finding, by=reviewer, grade=grade, now=now)
        elif luck < 0.88:
            amend_finding(finding, by=reviewer, value=f"{finding.value}, à confirmer", now=now)
        else:
            reject_finding(finding, by=reviewer, reason=RejectReason.TOO_VAGUE, now=now)

    def bring_leads(self, day: date) -> None:
        """Three leads a day go from the form to the rep; older ones are worked, won or lost."""
        self.work_leads(day)
        for number in range(LEADS_A_DAY):
            campaign, marketer = self.chance.choice(self.campaigns), self.cast.marketers[0]
            company = self.chance.choice(self.portfolios[self.chance.choice(self.cast.reps).pk])
            now = at(day, 8.5 + number * 1.4)
            name = f"{self.chance.choice(words.FIRST_NAMES)} {self.chance.choice(words.SURNAMES)}"
            email = f"{day:%m%d}.{number}@{company.domain}"
            lead, _ = capture_lead(
                by=marketer, campaign=campaign, name=name, email=email, company_name=company.name, channel="form",
                postcode=company.postcode, city=company.city, sector=company.sector, now=now,
            )  # fmt: skip
            self.send(lead, marketer, company, now + timedelta(minutes=40))

    def send(self, lead: Lead, marketer: User, company: Company, now: datetime) -> None:
        """Qualified, routed and handed over with a promise; answered within a day by most."""
        if self.chance.random() < 0.15:
            return
        qualify_lead(lead, by=marketer, now=now)
        lead = route_lead(lead, by=marketer, now=now)
        to = owner_of(company.owner)
        promise = self.chance.choice(words.PROMISES)
        handoff = hand_off_lead(
            lead, by=marketer, to=to, promise=promise, proof="Formulaire rempli ce matin",
            opener="Vous avez consulté notre guide, souhaitez-vous une visite ?", now=now,
        )  # fmt: skip
        answered = self.calendar.add_hours(now, Decimal(self.chance.randrange(1, 15)))
        if answered >= at(self.world.today, 0):
            return
        if self.chance.random() < 0.15:
            reason = self.chance.choice(self.reasons)
            proof = "Vu sur place : l’adresse est celle d’un particulier" if reason.needs_evidence else ""
            reject_handoff(handoff, by=to, reason=reason, evidence=proof, now=answered)
            return
        accept_handoff(handoff, by=to, now=answered)
        self.waiting.append((answered, lead))

    def work_leads(self, day: date) -> None:
        """Accepted leads become deals after some days, and deals are closed."""
        ready = [(when, lead) for when, lead in self.waiting if when < at(day, 0) - timedelta(days=3)]
        self.waiting = [pair for pair in self.waiting if pair not in ready]
        for _, lead in ready:
            rep = owner_of(Lead.objects.select_related("owner").get(pk=lead.pk).owner)
            start_work(lead, by=rep, now=at(day, 9))
            amount = Decimal(9000 + 500 * self.chance.randrange(30))
            deal = convert_lead(lead, by=rep, name=words.PRODUCTS[0][0], amount=amount, now=at(day, 10))
            luck = self.chance.random()
            if luck < 0.4:
                win_opportunity(deal, by=rep, amount=amount, closed_on=day, now=at(day, 15))
            elif luck < 0.6:
                lose_opportunity(deal, by=rep, reason="price", closed_on=day, now=at(day, 15))


def by_filing(debrief: Debrief) -> tuple[date, int]:
    return debrief.work_date, debrief.pk


def owner_of(owner: User | None) -> User:
    """Every seeded company and accepted lead has one."""
    if owner is None:
        raise RuntimeError("A seeded row has no owner.")
    return owner


def live(world: World, cast: Cast) -> None:
    """The recent days happen; a rule that refuses one of these acts is a mistake of the seeds and says which."""
    try:
        Weeks(world, cast).live()
    except BusinessRuleError as refused:
        raise RuntimeError(f"A seeded act was refused: {refused.message}") from refused
