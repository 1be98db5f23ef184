"""What both sides of a handoff owe each other when a visitor arrives: questions, answers, ratings, next steps."""

from datetime import date, datetime, timedelta

from accounts.models import User
from config.seeding.people import Cast
from config.seeding.world import World, at
from core import clock
from core.working_time import calendar_for
from leads.choices import Clock, HandoffDecision, LeadState, RatingMoment, RoutingMethod
from leads.models import Campaign, ContractTerms, Handoff, HandoffQuestion, Lead, RoutingRule
from leads.services.asking import answer_question, ask_about_lead
from leads.services.feedback import rate_lead
from leads.services.routing import route_lead
from leads.services.rules import save_rule, set_capacity
from leads.services.steps import set_next_step
from leads.services.terms import set_terms

USUAL = {
    "promise": "Veut comparer deux fours avant la fin du trimestre",
    "proof": "A rempli le formulaire et demandé à être rappelé",
    "opener": "Vous comparez deux fours : lequel vous attire le plus ?",
}
ASKED = (
    "Le budget est-il déjà voté ?",
    "Qui décide avec elle ?",
    "A-t-elle vu un concurrent au salon ?",
    "Le local a-t-il le triphasé ?",
)
ANSWERS = (
    "Oui, pour cet exercice.",
    "Le gérant, présent les mardis.",
    "Un seul, sans devis à ce jour.",
    "Oui, elle l’a précisé dans le formulaire.",
)
STEPS = (
    ("Rappeler après la livraison du devis", -3),
    ("Envoyer la fiche technique du four à sole", -1),
    ("Proposer une démonstration au fournil", 2),
    ("Confirmer la date de la visite", 5),
)


def keep_promises(world: World, cast: Cast) -> None:
    """Each page of the contract between marketing and sales has something to show."""
    marketer, now = cast.named["mkt_1"], clock.now()
    running = Campaign.objects.filter(state="running").exclude(name__startswith="CANARY").order_by("-starts_on")
    Campaign.objects.filter(pk__in=list(running.values_list("pk", flat=True)[:6])).update(**USUAL)
    agree(cast, world.days[0])
    order_rules(cast, marketer)
    for lead in Lead.objects.unassigned().exclude(name__contains="CANARY").order_by("pk")[:2]:
        route_lead(lead, by=marketer, now=now)
    ask_before(world, marketer)
    ask(cast, marketer, now)
    plan_steps(world, now)
    rate(world)


def agree(cast: Cast, first: date) -> None:
    """The terms of the contract were set twice before the history begins; the usual ones are in force."""
    setter = cast.named["adm_1"]
    tried = {"answer_hours": 16, "recycle_days": 60}
    usual = {name: getattr(ContractTerms(), name) for name in tried}
    set_terms(
        by=setter, note="Premier accord entre marketing et ventes", now=at(first - timedelta(days=90), 10), **tried
    )
    set_terms(by=setter, note="Réunion des ventes : des réponses dans la journée", now=at(first, 9), **usual)


def ask_before(world: World, marketer: User) -> None:
    """One handoff in eight of the last weeks brought a question; one answer in six came late, one never."""
    since, until = at(world.today - timedelta(days=75), 0), at(world.today - timedelta(days=4), 0)
    decided = (HandoffDecision.ACCEPTED, HandoffDecision.REJECTED)
    told = Handoff.objects.filter(sent_at__gte=since, sent_at__lt=until, decision__in=decided, questions=None)
    rows = told.exclude(promise__contains="CANARY").select_related("to__team").order_by("sent_at", "pk")
    questions = []
    for number, handoff in enumerate(list(rows)[::8]):
        calendar, done = calendar_for(handoff.to.team), handoff.decided_at or handoff.sent_at
        asked = calendar.add_hours(handoff.sent_at, 1)
        due = calendar_for(None).add_hours(asked, 8)
        answered = None if number % 6 == 5 else calendar_for(None).add_hours(asked, 11 if number % 6 == 4 else 3)
        words = ANSWERS[number % len(ANSWERS)] if answered else ""
        questions.append(
            HandoffQuestion(
                handoff=handoff, clock=Clock.DECISION, asked_by=handoff.to, asked_at=asked, left=timedelta(hours=15),
                question=ASKED[number % len(ASKED)], answer_due_at=due, answer=words, answered_at=answered,
                answered_by=marketer if answered else None, closed_at=answered or max(done, due + timedelta(days=1)),
                breached_at=due if number % 6 > 3 else None,
            )
        )  # fmt: skip
    HandoffQuestion.objects.bulk_create(questions)


def order_rules(cast: Cast, marketer: User) -> None:
    """One team shares by capacity, two reps have a limit, and one rule waits switched off for a dry run."""
    shared = RoutingRule.objects.filter(method=RoutingMethod.ROUND_ROBIN).order_by("rank").first()
    if shared:
        shared.method = RoutingMethod.WEIGHTED
        save_rule(shared, by=marketer)
    for rep, most, quota in zip(cast.reps[:2], (60, 40), (4, None), strict=False):
        set_capacity(rep, by=marketer, open_leads=most, daily_quota=quota)
    if cast.teams:
        big = RoutingRule(
            rank=15, name="Grands comptes", min_employees=50, method=RoutingMethod.FEWEST, team=cast.teams[0],
            active=False,
        )  # fmt: skip
        save_rule(big, by=marketer)


def ask(cast: Cast, marketer: User, now: datetime) -> None:
    """One question waits for marketing since the eve, another one has had its answer."""
    eve = at(calendar_for(None).previous_working_day(clock.local_day(now)), 17)
    waiting = Handoff.objects.pending().filter(due_at__gt=now, paused_at=None).exclude(promise__contains="CANARY")
    rows = list(waiting.select_related("to", "lead").order_by("sent_at", "pk")[:2])
    for number, handoff in enumerate(rows):
        question = "Le budget couvre-t-il aussi la pose ?" if number else "Quel modèle a-t-elle vu au salon ?"
        when = now - timedelta(minutes=40) if number else max(handoff.sent_at, eve)
        asked = ask_about_lead(handoff, by=handoff.to, question=question, now=when)
        if number:
            answer = "Oui, elle l’a précisé par téléphone."
            answer_question(asked, by=marketer, answer=answer, now=now - timedelta(minutes=10))


def plan_steps(world: World, now: datetime) -> None:
    """What comes next about leads in progress; two are overdue."""
    mine = Lead.objects.filter(state__in=(LeadState.ACCEPTED, LeadState.WORKING)).exclude(owner=None)
    free = mine.exclude(name__contains="CANARY").select_related("owner").order_by("-accepted_at", "-pk")
    taken: list[int] = []
    for what, days in STEPS:
        due = clock.local_day(now) + timedelta(days=days)
        set_at = min(now, at(due, 8)) if days < 0 else now
        lead = free.filter(accepted_at__lte=set_at).exclude(pk__in=taken).first()
        if lead and lead.owner:
            taken.append(lead.pk)
            set_next_step(lead, by=lead.owner, what=what, due_on=due, now=set_at)


def rate(world: World) -> None:
    """The leads won or lost lately were rated by their rep; one in four was not as promised."""
    told = Lead.objects.filter(
        state__in=(LeadState.CONVERTED, LeadState.WON, LeadState.LOST), owner__isnull=False,
        handoffs__decision=HandoffDecision.ACCEPTED, converted_at__gte=clock.now() - timedelta(days=30),
    )  # fmt: skip
    for number, lead in enumerate(told.select_related("owner").order_by("-converted_at", "pk").distinct()[:16]):
        poor = {"fit": "poor"} if number % 8 == 0 else {"timing": "poor"} if number % 4 == 0 else {}
        when = lead.first_contacted_at or lead.converted_at or clock.now()
        if lead.owner:
            rate_lead(lead, by=lead.owner, moment=RatingMoment.FIRST_CONTACT, now=when, **poor)
            if number % 2:
                rate_lead(lead, by=lead.owner, moment=RatingMoment.END, now=clock.now())
