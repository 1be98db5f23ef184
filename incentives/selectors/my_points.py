"""One person's points of a month: balance, what it pays up to today, every line with its source, why it is empty."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import User
from core.periods import Month
from debrief.models import Debrief, Finding, VisitAttendee
from incentives.choices import DisputeState
from incentives.models import (
    Assignment,
    Dispute,
    LedgerLine,
    Period,
    Statement,
    StatementDraft,
    draft_statements,
    price_book,
)
from incentives.rules.points import FindingFacts, finding_points, shared_points
from incentives.rules.pricing import PriceBook, Tariff
from incentives.selectors.finding_prices import sharers
from incentives.selectors.leaderboard import Standing, standing
from incentives.selectors.lines import LineRow, line_rows

PRICED = ("kind", "topic", "novelty", "timeliness", "visit__debrief__work_date", "visit__debrief__timeliness")


@dataclass(frozen=True)
class Day:
    day: date
    points: int
    kept: int
    lines: list[LineRow]

    @property
    def cut(self) -> int:
        return self.points - self.kept


@dataclass(frozen=True)
class Waiting:
    """Findings filed and not judged yet: how many, and what they bring if all are accepted."""

    findings: int
    points: int


@dataclass(frozen=True)
class MyPoints:
    month: Month
    is_current: bool
    balance: int
    draft: StatementDraft
    days: list[Day]
    waiting: Waiting
    why_empty: str
    progress: int
    standing: Standing
    to_acknowledge: Assignment | None
    tariff: Tariff | None
    statement: Statement | None
    amount: Decimal

    @property
    def points(self) -> int:
        return self.draft.result.points


def my_points(user: User, *, month: Month, today: date) -> MyPoints:
    """The month as the ledger stands now; a month that is not over is a preview up to today."""
    pending = _pending(user, month)
    book = price_book({user.pk, *(colleague for one in pending for colleague in one.colleagues)})  # type: ignore[attr-defined]
    (draft,) = draft_statements(Period(month=month.first), [user], book)
    lines = lines_of(user, month)
    waiting = _waiting(user, pending, book)
    assignment = Assignment.objects.filter(person=user).in_force(min(today, month.last)).select_related("plan").first()
    target = draft.target
    return MyPoints(
        month=month,
        is_current=today in month,
        balance=draft.balance,
        draft=draft,
        days=_days(user, lines, draft),
        waiting=waiting,
        why_empty="" if lines else _why_empty(user, month, assignment, waiting),
        progress=min(100, int(100 * max(draft.result.points, 0) / target)) if target else 0,
        standing=standing(user, month.first, today),
        to_acknowledge=_to_acknowledge(assignment, book),
        tariff=book.last_in(user.pk, month.first, month.last),
        statement=Statement.objects.filter(person=user, period__month=month.first).select_related("period").first(),
        amount=draft.result.amount,
    )


def lines_of(user: User, month: Month) -> list[LedgerLine]:
    """The lines of the month that move points, newest day first: whether each was taken back, or is contested."""
    taken = LedgerLine.objects.filter(reverses=OuterRef("pk"))
    rows = LedgerLine.objects.filter(person=user, period__month=month.first).telling().with_sources()
    running = Dispute.objects.filter(opened_by=user, line=OuterRef("pk"))
    running = running.filter(state__in=[DisputeState.OPEN, DisputeState.UNDER_REVIEW])
    rows = rows.annotate(is_taken_back=Exists(taken), is_disputed=Exists(running))
    return list(rows.order_by("-occurred_on", "-seq"))


def _days(user: User, lines: list[LedgerLine], draft: StatementDraft) -> list[Day]:
    kept = {result.day: result for result in draft.result.days}
    disputed = frozenset(line.pk for line in lines if getattr(line, "is_disputed", False))
    rows = line_rows(lines, own=True, disputed=disputed)
    days = []
    for day, group in groupby(rows, key=lambda row: row.day):
        entries = list(group)
        points = sum(row.points for row in entries)
        cut = kept[day].cut if day in kept else 0
        days.append(Day(day, points, points - cut, entries))
    return days


def _pending(user: User, month: Month) -> list[Finding]:
    """What the person told in the month and marketing has not judged, each with the `colleagues` who were there."""
    rows = Finding.objects.filter(visit__debrief__rep=user, visit__debrief__work_date__range=(month.first, month.last))
    there = VisitAttendee.objects.filter(visit=OuterRef("visit"), left_at=None).order_by("pk").values("rep_id")
    return list(
        rows.filed().pending().select_related("visit__debrief").only(*PRICED).annotate(colleagues=ArraySubquery(there))
    )


def _waiting(user: User, pending: list[Finding], book: PriceBook) -> Waiting:
    total = 0
    for one in pending:
        day = one.visit.debrief.work_date
        tariff = book.at(user.pk, day)
        if tariff and (price := tariff.finding(one.kind, one.topic)):
            facts = FindingFacts("accepted", one.novelty, one.timeliness or one.visit.debrief.timeliness, "useful")
            points = finding_points(price.points, facts, tariff.parameters)
            total += shared_points(points, 1 + sharers(book, one.colleagues, one, day))[0]  # type: ignore[attr-defined]
    return Waiting(len(pending), total)


def _why_empty(user: User, month: Month, assignment: Assignment | None, waiting: Waiting) -> str:
    if assignment is None:
        return _("No plan counts for you in this month: ask operations.")
    if waiting.findings:
        return _("What you filed waits for marketing; points come with each acceptance.")
    filed = Debrief.objects.filter(rep=user, work_date__range=(month.first, month.last)).filed()
    if filed.exists():
        return _("Nothing you filed this month has earned points.")
    return _("Points come when marketing accepts what you learnt in the field: file a day to begin.")


def _to_acknowledge(assignment: Assignment | None, book: PriceBook) -> Assignment | None:
    last = book.newest(assignment.plan_id) if assignment else None
    if assignment is None or last is None or assignment.acknowledged_version_id == last.version_id:
        return None
    return assignment
