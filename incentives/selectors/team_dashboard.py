"""A manager's view: contributions with their n and trend, late handoffs, ageing reviews, points of the month."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Window
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.charts import Geometry, Series, line
from core.periods import Month
from core.working_time import calendar_for
from debrief.models import Debrief
from incentives.models import ContributionSnapshot, LedgerLine, Period, Statement
from incentives.querysets import SnapshotQuerySet
from incentives.selectors.trends import last_day, mean, scores_by_person, weeks_to
from leads.models import Handoff

SHOWN = 6
Trends = dict[int, dict[date, Decimal | None]]


@dataclass(frozen=True)
class PersonRow:
    snapshot: ContributionSnapshot
    trend: list[Decimal | None]
    points: int
    filed: int

    @property
    def change(self) -> Decimal | None:
        before, now = self.trend[0], self.snapshot.score
        return now - before if now is not None and before is not None else None


@dataclass(frozen=True)
class TeamDashboard:
    as_of: datetime | None
    day: date | None
    month: Month
    people: list[PersonRow]
    average: Decimal | None
    averages: list[Decimal | None]
    points: int
    debriefs: int
    expected: int
    late_handoffs: list[Handoff]
    late_count: int
    old_reviews: list[Debrief]
    old_count: int
    chart: Geometry | None

    @property
    def filing_rate(self) -> Decimal | None:
        return Decimal(self.debriefs) / self.expected if self.expected else None


def team_dashboard(user: User, *, now: datetime) -> TeamDashboard:
    """Everything in this person's reach, as of the last night."""
    today = clock.local_day(now)
    month = Month.of(today)
    visible = ContributionSnapshot.objects.visible_to(user)
    day = last_day(visible, today)
    weeks = weeks_to(day) if day else []
    trends = scores_by_person(visible, weeks)
    averages = [mean(trends[person].get(week) for person in trends) for week in weeks]
    late = list(_late(user, now)[:SHOWN])
    old = list(_ageing(user, now)[:SHOWN])
    people = _people(user, visible, day, trends, weeks, month)
    since = today - timedelta(days=30)
    return TeamDashboard(
        as_of=people[0].snapshot.computed_at if people else None,
        day=day,
        month=month,
        people=people,
        average=averages[-1] if averages else None,
        averages=averages,
        points=sum(row.points for row in people),
        debriefs=sum(row.filed for row in people),
        expected=_expected(people, since, today),
        late_handoffs=late,
        late_count=late[0].total if late else 0,
        old_reviews=old,
        old_count=old[0].total if old else 0,
        chart=_chart(weeks, averages),
    )


def _people(
    user: User,
    visible: SnapshotQuerySet,
    day: date | None,
    trends: dict[int, dict[date, Decimal | None]],
    weeks: list[date],
    month: Month,
) -> list[PersonRow]:
    if day is None:
        return []
    rows = visible.as_of(day).select_related("person__team").order_by(F("score").desc(nulls_last=True), "person__name")
    points = dict(
        LedgerLine.objects.visible_to(user)
        .filter(period__month=month.first)
        .order_by()
        .values_list("person_id")
        .annotate(total=Sum("points"))
    )
    filed = dict(
        Debrief.objects.visible_to(user)
        .filed()
        .filter(work_date__gt=day - timedelta(days=30), work_date__lte=day)
        .order_by()
        .values_list("rep_id")
        .annotate(n=Count("pk"))
    )
    return [
        PersonRow(
            row,
            [trends[row.person_id].get(week) for week in weeks],
            points.get(row.person_id, 0),
            filed.get(row.person_id, 0),
        )
        for row in rows
    ]


def _expected(people: list[PersonRow], since: date, today: date) -> int:
    """Working days of thirty days for everybody there: what could have been filed."""
    return sum(calendar_for(row.snapshot.person.team).working_days(since, today - timedelta(days=1)) for row in people)


def _late(user: User, now: datetime) -> QuerySet[Any]:
    """Leads waiting beyond their deadline, oldest first, each with how many there are in all."""
    rows = Handoff.objects.visible_to(user).late(now).select_related("lead", "to")
    found: QuerySet[Any] = rows.annotate(total=Window(Count("pk"))).order_by("due_at", "pk")
    return found


def _ageing(user: User, now: datetime) -> QuerySet[Any]:
    """Debriefs whose review is overdue, oldest first, each with how many there are in all."""
    rows = Debrief.objects.visible_to(user).to_review().filter(review_due_at__lt=now).select_related("rep", "reviewer")
    found: QuerySet[Any] = rows.annotate(total=Window(Count("pk"))).order_by("review_due_at", "pk")
    return found


def _chart(weeks: list[date], averages: list[Decimal | None]) -> Geometry | None:
    if not any(value is not None for value in averages):
        return None
    labels = [f"{week:%d/%m}" for week in weeks]
    return line(labels, [Series("accent", _("Average contribution"), averages)])


def months_in_review(user: User) -> list[Period]:
    """The months in review, each with the statements that wait for this person's approval."""
    mine = Q(statements__in=Statement.objects.visible_to(user).filter(approved_at__isnull=True).exclude(person=user))
    rows = Period.objects.visible_to(user).filter(state="in_review").order_by("month")
    return list(rows.annotate(to_approve=Count("statements", filter=mine)))
