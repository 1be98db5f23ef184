"""Marketing's queue, oldest first, with its age in working hours and what deserves attention."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock, working_time
from debrief.choices import DebriefOutcome, DebriefState, FindingState, Novelty
from debrief.models import Debrief, Finding, Visit

BIG = Decimal(10_000)
TABS = ("review", "returned", "done")
WAITING = (DebriefState.FILED, DebriefState.IN_REVIEW, DebriefState.RETURNED)


@dataclass(frozen=True)
class QueueRow:
    debrief: Debrief
    title: str
    more: int
    results: list[str]
    amount: Decimal | None
    left: int
    findings: int
    flags: list[Any]
    age: Decimal
    late: bool
    is_today: bool


def in_tab(rows: QuerySet[Debrief], tab: str) -> QuerySet[Debrief]:
    if tab == "returned":
        return rows.filter(state=DebriefState.RETURNED)
    if tab == "done":
        return rows.filter(state=DebriefState.CLOSED, outcome=DebriefOutcome.WORKED)
    waiting = Debrief.objects.to_review().order_by().values("pk")
    again = Debrief.objects.done().filter(visits__findings__state=FindingState.PENDING).order_by().values("pk")
    return rows.filter(pk__in=waiting.union(again))  # each side by its own small index


def review_queue(user: User, tab: str) -> QuerySet[Debrief]:
    """The visible days of one tab, oldest first (newest first once done)."""
    order = F("closed_at").desc() if tab == "done" else F("filed_at").asc()
    return in_tab(Debrief.objects.visible_to(user), tab).order_by(order, "pk")


def tab_counts(user: User) -> dict[str, int]:
    """How many days wait and how many are with their authors; what is done is not counted."""
    open_days = Debrief.objects.visible_to(user).filter(state__in=WAITING)
    counts = open_days.aggregate(
        review=Count("pk", filter=Q(state__in=(DebriefState.FILED, DebriefState.IN_REVIEW))),
        returned=Count("pk", filter=Q(state=DebriefState.RETURNED)),
    )
    return {key: value or 0 for key, value in counts.items()}


def with_queue(rows: QuerySet[Debrief]) -> QuerySet[Debrief]:
    """What the list shows of each day, without one query per row."""
    visits = Visit.objects.select_related("company").order_by("position", "pk")
    findings = Finding.objects.live().only("pk", "visit_id", "state", "novelty", "in_conflict", "kind")
    return rows.select_related("rep__team", "reviewer").prefetch_related(
        Prefetch("visits", queryset=visits.prefetch_related(Prefetch("findings", queryset=findings)))
    )


def queue_rows(debriefs: list[Debrief], now: datetime) -> list[QueueRow]:
    calendars: dict[int | None, Any] = {}
    rows = []
    for debrief in debriefs:
        team = debrief.rep.team
        calendar = calendars.setdefault(team.pk if team else None, working_time.calendar_for(team))
        rows.append(queue_row(debrief, calendar, now))
    return rows


def queue_row(debrief: Debrief, calendar: Any, now: datetime) -> QueueRow:
    visits = list(debrief.visits.all())
    findings = [finding for visit in visits for finding in visit.findings.all()]
    amounts = [visit.amount for visit in visits if visit.amount]
    waiting = [f for f in findings if f.state in (FindingState.PENDING, FindingState.QUARANTINED)]
    ends = debrief.returned_at if debrief.state == DebriefState.RETURNED else debrief.closed_at
    until = ends or now
    return QueueRow(
        debrief=debrief,
        title=visits[0].title if visits else "",
        more=max(0, len(visits) - 1),
        results=[visit.get_result_display() for visit in visits if visit.result][:1],
        amount=sum(amounts, Decimal(0)) if amounts else None,
        left=len(waiting),
        findings=len(findings),
        flags=flags_of(findings, amounts),
        age=age_of(debrief, calendar, until),
        is_today=bool(debrief.filed_at and clock.local_day(debrief.filed_at) == clock.local_day(now)),
        late=bool(debrief.review_due_at and until > debrief.review_due_at),
    )


def age_of(debrief: Debrief, calendar: Any, until: datetime) -> Decimal:
    """Working hours since it was filed; a draft has no age."""
    if debrief.filed_at is None:
        return Decimal(0)
    hours: Decimal = calendar.hours_between(debrief.filed_at, max(until, debrief.filed_at))
    return hours


def flags_of(findings: list[Finding], amounts: list[Decimal]) -> list[Any]:
    """Words, never colour alone: what a reviewer should look at first."""
    flags = []
    if any(amount > BIG for amount in amounts):
        flags.append(_("Amount over €10,000"))
    if any(finding.state == FindingState.QUARANTINED for finding in findings):
        flags.append(_("Set aside by the guard"))
    if any(finding.in_conflict for finding in findings):
        flags.append(_("In conflict"))
    if any(finding.novelty == Novelty.CORRECTS for finding in findings):
        flags.append(_("Differs from the CRM"))
    if any(finding.novelty == Novelty.KNOWN for finding in findings):
        flags.append(_("Possible duplicate"))
    return flags


def amount_of(debrief: Debrief) -> Decimal:
    return debrief.visits.aggregate(total=Sum("amount"))["total"] or Decimal(0)
