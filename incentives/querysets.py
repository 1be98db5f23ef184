"""The reading vocabulary of plans, ledger lines, periods, statements, disputes and snapshots."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from accounts.querysets import ScopedQuerySet
from incentives.choices import POSTABLE, SHUT, DisputeState, LineKind, VersionState

if TYPE_CHECKING:
    from accounts.models import User


def in_force(day: date) -> Q:
    """Dated rows [starts_on, ends_on) that hold on that day."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day))


def in_force_at(day: models.Expression | models.F) -> Q:
    """The same, for a day that is a column of an outer query."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day))


class PersonScoped(ScopedQuerySet):
    """Rows of one person: own, team's or all, by role."""

    floor = "incentives"
    owner = "person"
    team = "person__team"


class PlanQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Everybody may read the plans: they are announced before they count."""
        return self if user.is_active else self.none()


class VersionQuerySet(PlanQuerySet):
    def published(self) -> Self:
        return self.filter(state=VersionState.PUBLISHED)

    def in_force(self, day: date) -> Self:
        return self.published().filter(in_force(day))


class AssignmentQuerySet(PersonScoped):
    def in_force(self, day: date) -> Self:
        return self.filter(in_force(day))


class PeriodQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """A month is a month for everybody; what it holds is scoped by its lines."""
        return self if user.is_active else self.none()

    def postable(self) -> Self:
        return self.filter(state__in=POSTABLE)

    def shut(self) -> Self:
        return self.filter(state__in=SHUT)


OF_A_LINE = (
    *("period__month", "seq", "person", "kind", "points", "reason", "occurred_on", "posted_on", "reverses"),
    *("component__rule", "component__points", "verdict__decision", "verdict__grade"),
    *(f"verdict__finding__{name}" for name in ("kind", "topic", "novelty", "company__name")),
    *(f"verdict__finding__question__{name}" for name in ("text_fr", "text_en")),
    *("verdict__finding__visit__company_name", "verdict__finding__visit__debrief__timeliness"),
    *("handoff__decision", "handoff__lead__name", "outcome__lead__name", "score__roi"),
)


class LineQuerySet(PersonScoped):
    def live(self) -> Self:
        """Credits that nothing took back; said as an anti-join, whose size the planner can tell."""
        return self.filter(~Exists(self.model._base_manager.filter(reverses=OuterRef("pk"))), kind=LineKind.EARNED)

    def telling(self) -> Self:
        """Lines that move points: the zero ones only say "settled"."""
        return self.exclude(points=0)

    def total(self) -> int:
        return self.aggregate(total=Sum("points"))["total"] or 0

    def days_of(self, month: date, *, first: date) -> list[tuple[int, date, int, int]]:
        """Person, day, points posted in this month's book and in the books before: what the caps look at.

        Only the months of work that this book touches, each with all its days; `first` is the earliest day it touches.
        """
        here, before = Q(period__month=month), Q(period__month__lt=month)
        rows = (
            self.exclude(kind=LineKind.ADJUSTED)
            .filter(here | before, occurred_on__gte=first.replace(day=1))
            .order_by()
            .values_list("person_id", "occurred_on")
            .annotate(
                now=Coalesce(Sum("points", filter=here), 0),
                before=Coalesce(Sum("points", filter=before), 0),
                lines=Count("pk", filter=here),
            )
            .order_by("person_id", "occurred_on")
        )
        touched = {(person, day.replace(day=1)) for person, day, _now, _before, lines in rows if lines}
        return [
            (person, day, now, earlier)
            for person, day, now, earlier, _lines in rows
            if (person, day.replace(day=1)) in touched
        ]

    def month_totals(self, month: date, *, opening: bool = True) -> models.QuerySet[Any, dict[str, Any]]:
        """By person: the month's adjustments, the number of its lines and the first day of work it touches.

        With `opening` also the balance before the month and the one of all books; else neither is read.
        """
        here = Q(period__month=month)
        before = {"opening": Coalesce(Sum("points", filter=Q(period__month__lt=month)), 0), "balance": Sum("points")}
        rows: models.QuerySet[Any, dict[str, Any]] = (
            (self if opening else self.filter(here))
            .order_by()
            .values("person_id")
            .annotate(
                adjusted=Coalesce(Sum("points", filter=here & Q(kind=LineKind.ADJUSTED)), 0),
                lines=Count("pk", filter=here & ~Q(points=0)),
                first=Min("occurred_on", filter=here & ~Q(kind=LineKind.ADJUSTED)),
                **(before if opening else {}),
            )
        )
        return rows

    def with_sources(self) -> Self:
        """With what a line shows of its source, and no other column of the twelve tables it is read from."""
        return self.select_related(
            "period",
            "component",
            "verdict__finding__visit__debrief",
            "verdict__finding__company",
            "verdict__finding__question",
            "handoff__lead",
            "outcome__lead",
            "score",
        ).only(*OF_A_LINE)


class StatementQuerySet(PersonScoped):
    pass


class DisputeQuerySet(PersonScoped):
    owner = "opened_by"
    team = "opened_by__team"

    def waiting(self) -> Self:
        return self.filter(state__in=[DisputeState.OPEN, DisputeState.UNDER_REVIEW])

    def of_period(self, period_id: int) -> Self:
        """What is contested in one month, on a line or on the whole statement."""
        rows = self.filter(Q(line__period=period_id) | Q(statement__period=period_id))
        return rows.select_related("line__period", "statement__period", "opened_by", "answered_by", "adjustment")


class SnapshotQuerySet(PersonScoped):
    NOT_FACTS = ("id", "as_of", "computed_at")

    def as_of(self, day: date) -> Self:
        return self.filter(as_of=day)

    def facts(self, day: date) -> list[tuple[object, ...]]:
        """What was computed for that day, in a stable order: the rows whose fingerprint proves a second run."""
        names = [field.attname for field in self.model._meta.concrete_fields if field.attname not in self.NOT_FACTS]
        return list(self.as_of(day).order_by("person").values_list(*names))
