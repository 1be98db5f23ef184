"""Marketing's queue, oldest first, with its age in working hours and what deserves attention."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock, working_time
from debrief.choices import DebriefOutcome, DebriefState, FindingState, Novelty
from debrief.models import Debrief, Finding, Visit

BIG = Decimal(10_000)
TABS = ("review", "returned", "done")
SHOWN = ("debrief", "position", "company__name", "company_name", "result", "amount")
ON_TIME_OVER = timedelta(days=30)
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


@dataclass(frozen=True)
class Desk:
    """Days that wait, days that are with their authors, and of those this reviewer closed how many were on time.

    The last two are of the days with a deadline, over thirty days.
    """

    review: int
    returned: int
    closed: int
    in_time: int

    @property
    def share(self) -> Decimal | None:
        return Decimal(self.in_time) / self.closed if self.closed else None


def desk(user: User, now: datetime) -> Desk:
    """The figures over the inbox, in one look at the days that wait and at this reviewer's last ones."""
    waiting = Q(state__in=WAITING)
    mine = Q(reviewer=user.pk, outcome=DebriefOutcome.WORKED, closed_at__gte=now - ON_TIME_OVER)
    mine &= Q(review_due_at__isnull=False)
    counts = (
        Debrief.objects.visible_to(user)
        .filter(waiting | mine)
        .aggregate(
            review=Count("pk", filter=Q(state__in=(DebriefState.FILED, DebriefState.IN_REVIEW))),
            returned=Count("pk", filter=Q(state=DebriefState.RETURNED)),
            closed=Count("pk", filter=mine),
            in_time=Count("pk", filter=mine & Q(closed_at__lte=F("review_due_at"))),
        )
    )
    return Desk(**counts)


def with_queue(rows: QuerySet[Debrief]) -> QuerySet[Debrief]:
    """What the list shows of each day, without one query per row."""
    findings = Finding.objects.live().filter(visit=OuterRef("pk")).order_by("pk")
    told = findings.values(told=JSONObject(state="state", novelty="novelty", in_conflict="in_conflict"))
    visits = Visit.objects.select_related("company").annotate(told=ArraySubquery(told)).only(*SHOWN)
    return rows.select_related("rep__team", "reviewer").prefetch_related(
        Prefetch("visits", queryset=visits.order_by("position", "pk"))
    )


def queue_rows(debriefs: list[Debrief], now: datetime) -> list[QueueRow]:
    calendars: dict[int | None, Any] = {}
    rows = []
    for debrief in debriefs:
        team = debrief.rep.team
        if debrief.rep.team_id not in calendars:
            calendars[debrief.rep.team_id] = working_time.calendar_for(team)
        rows.append(queue_row(debrief, calendars[debrief.rep.team_id], now))
    return rows


def queue_row(debrief: Debrief, calendar: Any, now: datetime) -> QueueRow:
    visits = list(debrief.visits.all())
    findings = [told for visit in visits for told in visit.told]  # type: ignore[attr-defined]
    amounts = [visit.amount for visit in visits if visit.amount]
    waiting = [one for one in findings if one["state"] in (FindingState.PENDING, FindingState.QUARANTINED)]
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


def flags_of(findings: list[dict[str, Any]], amounts: list[Decimal]) -> list[Any]:
    """Words, never colour alone: what a reviewer should look at first."""
    flags = []
    if any(amount > BIG for amount in amounts):
        flags.append(_("Amount over €10,000"))
    if any(one["state"] == FindingState.QUARANTINED for one in findings):
        flags.append(_("Set aside by the guard"))
    if any(one["in_conflict"] for one in findings):
        flags.append(_("In conflict"))
    if any(one["novelty"] == Novelty.CORRECTS for one in findings):
        flags.append(_("Differs from the CRM"))
    if any(one["novelty"] == Novelty.KNOWN for one in findings):
        flags.append(_("Possible duplicate"))
    return flags
