"""What findings led to, derived from the CRM below: fields filled, leads helped, deals influenced, questions closed.

A finding helps a lead of its company when marketing kept it at most ninety days before the lead was accepted, or while
the lead was open. It influences a deal of its company when it was kept from ninety days before the deal was opened
until it was won: the window of attribution. Nothing is written: a verdict taken back leaves no trace here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from core import clock
from crm.models import Opportunity
from debrief.choices import CREDITED
from debrief.models.bounty import answers_of
from debrief.models.finding import Finding
from debrief.models.question import Question
from debrief.models.verdict import Verdict
from debrief.rules.bounties import slots
from leads.choices import LeadState
from leads.models import Lead

WINDOW = timedelta(days=90)
HELPED = (LeadState.ACCEPTED, LeadState.WORKING, LeadState.CONVERTED, LeadState.WON, LeadState.LOST)


@dataclass(frozen=True)
class Impact:
    """One person's findings decided in a period, and what they led to."""

    told: int = 0
    kept: int = 0
    fields: int = 0
    facts: int = 0
    contacts: int = 0
    leads: int = 0
    deals: int = 0
    amount: Decimal = Decimal(0)
    questions: int = 0

    @property
    def filled(self) -> int:
        """What the CRM gained: fields, facts and people."""
        return self.fields + self.facts + self.contacts

    @property
    def is_empty(self) -> bool:
        return not (self.told or self.leads or self.deals)


@dataclass
class Influence:
    """What one finding led to."""

    leads: list[Lead] = field(default_factory=list)
    deals: list[Opportunity] = field(default_factory=list)
    bounty: int = 0  # its rank among those that share a bounty, 0 when it has none


def impact_of(rep: Any, since: datetime, until: datetime) -> Impact:
    """What this rep's findings decided between two instants became; a constant number of queries."""
    decided = Verdict.objects.live().filter(finding__visit__debrief__rep=rep, decided_at__gte=since)
    decided = decided.filter(decided_at__lt=until).order_by()
    is_kept = Q(decision__in=CREDITED, finding__in_conflict=False)
    counts = decided.aggregate(
        told=Count("pk", distinct=True),
        kept=Count("pk", distinct=True, filter=is_kept),
        fields=Count("integration__field_change", distinct=True, filter=is_kept),
        more=Count("integration__other_changes", distinct=True, filter=is_kept),
        facts=Count("integration__fact", distinct=True, filter=is_kept),
        contacts=Count("integration__contact", distinct=True, filter=is_kept & Q(integration__contact_created=True)),
        asked=Count("finding__question", distinct=True, filter=is_kept),
    )
    accepted, won = list(leads_of(rep, since, until)), list(deals_of(rep, since, until))
    companies = {lead.company_id for lead in accepted} | {deal.company_id for deal in won}
    days = _days_by_company(rep, companies, since, until)
    leads = [lead for lead in accepted if _helped(lead, days[lead.company_id or 0])]
    deals = [deal for deal in won if _influenced(deal, days[deal.company_id or 0])]
    return Impact(
        told=counts["told"],
        kept=counts["kept"],
        fields=counts["fields"] + counts["more"],
        facts=counts["facts"],
        contacts=counts["contacts"],
        leads=len(leads),
        deals=len(deals),
        amount=sum((deal.amount for deal in deals), Decimal(0)),
        questions=_questions_closed(decided.credited()) if counts["asked"] else 0,
    )


def influences(user: Any, findings: Sequence[Finding]) -> dict[int, Influence]:
    """What each of these findings led to, as far as this person sees leads and deals; each has its `live` verdicts."""
    kept = {one.pk: one.live[0] for one in findings if one.live and _is_kept(one)}  # type: ignore[attr-defined]
    found: dict[int, Influence] = {one.pk: Influence() for one in findings}
    companies = {one.company_id for one in findings if one.company_id and one.pk in kept}
    leads: dict[int, list[Lead]] = defaultdict(list)
    deals: dict[int, list[Opportunity]] = defaultdict(list)
    if companies:
        rows: Any = Lead.objects.visible_to(user).filter(company__in=companies, state__in=HELPED)
        for lead in rows.select_related("campaign").order_by("-accepted_at", "pk"):
            leads[lead.company_id].append(lead)
        for deal in (
            Opportunity.objects.visible_to(user).won().filter(company__in=companies).order_by("-closed_on", "pk")
        ):
            deals[deal.company_id].append(deal)
    ranks = bounty_ranks(findings)
    for one in findings:
        found[one.pk].bounty = ranks.get(one.pk, 0)
        if one.pk in kept:
            day = [clock.local_day(kept[one.pk].decided_at)]
            found[one.pk].leads = [lead for lead in leads[one.company_id or 0] if _helped(lead, day)]
            found[one.pk].deals = [deal for deal in deals[one.company_id or 0] if _influenced(deal, day)]
    return found


def bounty_ranks(findings: Iterable[Finding]) -> dict[int, int]:
    """The rank of each finding among those that share a bounty of its question."""
    asked = {one.question_id for one in findings if one.question_id}
    if not asked:
        return {}
    questions = list(Question.objects.filter(pk__in=asked))
    answers = answers_of(questions)
    return {
        answer.finding_id: rank
        for question in questions
        for slot in slots(answers[question.pk], question.quota)
        for rank, answer in enumerate(slot.answers, start=1)
    }


def leads_of(user: Any, since: datetime, until: datetime) -> "QuerySet[Lead]":
    """Leads of companies that this person sees and that were accepted in the period."""
    rows: Any = Lead.objects.visible_to(user).filter(company__isnull=False, state__in=HELPED)
    return rows.filter(accepted_at__gte=since, accepted_at__lt=until).order_by("pk")  # type: ignore[no-any-return]


def deals_of(user: Any, since: datetime, until: datetime) -> "QuerySet[Opportunity]":
    """Deals of companies that this person sees and that were won in the period."""
    first, last = clock.local_day(since), clock.local_day(until - timedelta(microseconds=1))
    rows: Any = Opportunity.objects.visible_to(user).won().closed_between(first, last)
    return rows.filter(company__isnull=False).order_by("pk")  # type: ignore[no-any-return]


def _is_kept(finding: Finding) -> bool:
    verdict = finding.live[0]  # type: ignore[attr-defined]
    return verdict.decision in ("accepted", "amended") and not finding.in_conflict


def _days_by_company(rep: Any, companies: set[Any], since: datetime, until: datetime) -> dict[int, list[date]]:
    """The days on which this rep's findings about these companies were kept, as far back as they may count."""
    rows = Verdict.objects.credited().filter(finding__visit__debrief__rep=rep, finding__company__in=companies)
    rows = rows.filter(decided_at__gte=since - 4 * WINDOW, decided_at__lt=until).order_by()
    days: dict[int, list[date]] = defaultdict(list)
    for company, at in rows.values_list("finding__company_id", "decided_at"):
        days[company].append(clock.local_day(at))
    return days


def _helped(lead: Lead, days: Sequence[date]) -> bool:
    if lead.accepted_at is None:
        return False
    accepted = clock.local_day(lead.accepted_at)
    closed = lead.state in (LeadState.WON, LeadState.LOST)
    last = accepted + WINDOW if closed else date.max
    return any(accepted - WINDOW <= day <= last for day in days)


def _influenced(deal: Opportunity, days: Sequence[date]) -> bool:
    first = (deal.opened_on or deal.closed_on or date.max) - WINDOW
    return any(first <= day <= (deal.closed_on or date.max) for day in days)


def _questions_closed(kept: Any) -> int:
    findings = Finding.objects.filter(verdicts__in=kept, question__isnull=False).distinct()
    ranks = bounty_ranks(Finding.objects.filter(question__in=findings.values("question")))
    return len({one.question_id for one in findings if one.pk in ranks})
