"""What to know before a visit: heard last, asked, promised, open, and whom to meet; constant queries for a day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from accounts.models import User
from core import clock
from crm.choices import BuyingRole
from crm.models import Contact, Fact, Opportunity
from debrief.models import Finding, Question, Visit
from debrief.selectors.my_debriefs import live_verdicts
from debrief.selectors.questions import Asked, asked_of
from leads.choices import HandoffDecision, LeadState, TouchSource
from leads.models import Handoff, Lead, Touchpoint

MOST = 4
MOST_PEOPLE = 30
TOUCHED_WITHIN = timedelta(days=180)
OPEN_LEADS = (LeadState.HANDED_OFF, LeadState.ACCEPTED, LeadState.WORKING, LeadState.CONVERTED)
FIRST_MET = {BuyingRole.DECISION_MAKER: 0, BuyingRole.BUYER: 1, BuyingRole.INFLUENCER: 2}


@dataclass(frozen=True)
class Promise:
    """The open lead of a company: what was promised of it, and the hour by which to act."""

    lead: Lead
    handoff: Handoff | None

    @property
    def due_at(self) -> datetime | None:
        if self.handoff and self.handoff.decision == HandoffDecision.PENDING:
            return self.handoff.due_at
        return None if self.lead.first_contacted_at else self.lead.first_contact_due_at


@dataclass(frozen=True)
class Card:
    """The pre-visit card of one visit."""

    visit: Visit
    questions: list[Question]
    findings: list[Finding] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    people: list[Contact] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    deals: list[Opportunity] = field(default_factory=list)
    touches: list[Touchpoint] = field(default_factory=list)

    @property
    def url(self) -> str:
        visit = self.visit
        if visit.pk:
            where: dict[str, Any] = {"visit": visit.pk}
        else:
            where = {"day": visit.debrief.work_date.isoformat(), "plan": visit.plan_key}
        return f"{reverse('debrief:visit_card')}?{urlencode(where)}"

    @property
    def tell_url(self) -> str:
        """Where the visit is told; what one asks before it comes first there."""
        if self.visit.pk:
            return reverse("debrief:visit_edit", args=[self.visit.pk])
        where = {"day": self.visit.debrief.work_date.isoformat()}
        where |= {"plan": self.visit.plan_key} if self.visit.plan_key else {"company": str(self.visit.company_id)}
        return f"{reverse('debrief:visit_add')}?{urlencode(where)}"

    @property
    def promise(self) -> Promise | None:
        return self.promises[0] if self.promises else None

    @property
    def last(self) -> Fact | Finding | None:
        """The one thing to remember, for the box of the day."""
        return (self.facts or self.findings or [None])[0]  # type: ignore[list-item]

    @property
    def is_empty(self) -> bool:
        return not (self.questions or self.findings or self.facts or self.promises or self.deals or self.touches)


@dataclass(frozen=True)
class AskedHere:
    """A question and where it is answered today."""

    question: Question
    url: str


@dataclass(frozen=True)
class Brief:
    """What the first screen says before the visits: the dearest questions, and a box for each visit to come."""

    cards: list[Card]
    asked: list[AskedHere]


def day_brief(rep: User, visits: Sequence[Visit], now: datetime) -> Brief:
    """The boxes of the visits to come, and two questions at most: first those that one of these visits answers."""
    open_now = asked_of(rep, clock.local_day(now, rep.zone))
    cards = cards_of(rep, visits, now, open_now)
    asked = {question.pk: AskedHere(question, card.tell_url) for card in cards for question in card.questions}
    for question in open_now.questions:
        about = f"?company={question.company_id}" if question.company_id else ""
        asked.setdefault(question.pk, AskedHere(question, reverse("debrief:visit_add") + about))
    return Brief(cards, list(asked.values())[:2])


def cards_of(rep: User, visits: Sequence[Visit], now: datetime, open_now: Asked | None = None) -> list[Card]:
    """A card for each visit, in as many queries for eight visits as for one; `open_now`: the questions, if known."""
    if not visits:
        return []
    asked = open_now or asked_of(rep, clock.local_day(now, rep.zone))
    ids = {visit.company_id for visit in visits if visit.company_id}
    lead_ids = {visit.lead_id for visit in visits if visit.lead_id}
    findings, facts, deals = _findings(rep, ids), _facts(rep, ids), _deals(rep, ids)
    people, promises = _people(rep, ids), _promises(rep, ids, lead_ids)
    touches = _touches(people, promises, now)
    cards = []
    for visit in visits:
        here = visit.company_id or 0
        mine = [one for one in promises if visit.lead_id == one.lead.pk or (here and one.lead.company_id == here)]
        known = [*people[here], *(one.lead for one in mine)]
        cards.append(
            Card(
                visit=visit,
                questions=asked.about(visit.company),
                findings=findings[here],
                facts=facts[here],
                people=people[here][:MOST],
                promises=mine[:2],
                deals=deals[here][:MOST],
                touches=[touch for touch in touches if touch.contact in known or touch.lead in known][:MOST],
            )
        )
    return cards


def _by_company(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.company_id].append(row)
    return found


def _last(rows: Any, *order: Any) -> Any:
    """The first rows of each company."""
    ranked = rows.annotate(rank=Window(RowNumber(), partition_by=F("company_id"), order_by=list(order)))
    return ranked.filter(rank__lte=MOST).order_by("company_id", "rank")


def _findings(rep: User, ids: set[int]) -> dict[int, list[Finding]]:
    rows = Finding.objects.visible_to(rep).filed().filter(company__in=ids, kind__in=("opinion", "remark"))
    rows = rows.select_related("visit__debrief__rep").prefetch_related(live_verdicts())
    return _by_company(_last(rows, F("observed_on").desc(), F("pk").desc()))


def _facts(rep: User, ids: set[int]) -> dict[int, list[Fact]]:
    rows = Fact.objects.visible_to(rep).live().filter(company__in=ids).select_related("heard_from")
    return _by_company(_last(rows, F("confirmed_at").desc(), F("pk").desc()))


def _deals(rep: User, ids: set[int]) -> dict[int, list[Opportunity]]:
    rows = Opportunity.objects.visible_to(rep).open().filter(company__in=ids)
    return _by_company(_last(rows, F("amount").desc(), F("pk").desc()))


def _people(rep: User, ids: set[int]) -> dict[int, list[Contact]]:
    """Those who decide first, then the last confirmed."""
    rows = Contact.objects.visible_to(rep).live().filter(company__in=ids)
    found = _by_company(rows.order_by("company_id", "-updated_at", "pk")[: MOST_PEOPLE * max(1, len(ids))])
    return defaultdict(
        list, {pk: sorted(group, key=lambda one: FIRST_MET.get(one.buying_role, 9)) for pk, group in found.items()}
    )


def _promises(rep: User, ids: set[int], lead_ids: set[int]) -> list[Promise]:
    rows = Lead.objects.visible_to(rep).filter(Q(company__in=ids) | Q(pk__in=lead_ids), state__in=OPEN_LEADS)
    leads = list(rows.select_related("campaign").order_by("first_contact_due_at", "-captured_at", "pk")[:40])
    sent = Handoff.objects.visible_to(rep).filter(lead__in=leads).order_by("lead_id", "-sent_at", "-pk")
    last = {handoff.lead_id: handoff for handoff in sent.distinct("lead_id")}
    return [Promise(lead, last.get(lead.pk)) for lead in leads]


def _touches(people: dict[int, list[Contact]], promises: list[Promise], now: datetime) -> list[Touchpoint]:
    """The last campaign touches of the people and leads of the day."""
    contacts = [contact.pk for group in people.values() for contact in group]
    leads = [promise.lead.pk for promise in promises]
    if not contacts and not leads:
        return []
    rows = Touchpoint.objects.live().filter(Q(contact__in=contacts) | Q(lead__in=leads), source=TouchSource.CAMPAIGN)
    rows = rows.filter(at__gte=now - TOUCHED_WITHIN).select_related("campaign", "contact", "lead")
    return list(rows.order_by("-at", "-pk")[:60])
