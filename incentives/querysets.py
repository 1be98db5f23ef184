"""The reading vocabulary of plans, ledger lines, periods, statements, disputes and snapshots."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q, Sum

from accounts.querysets import ScopedQuerySet
from incentives.choices import POSTABLE, SHUT, DisputeState, LineKind, VersionState

if TYPE_CHECKING:
    from accounts.models import User


def in_force(day: date) -> Q:
    """Dated rows [starts_on, ends_on) that hold on that day."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day))


class PersonScoped(ScopedQuerySet):
    """Rows of one person: own, team's or all, by role."""

    floor = "incentives"
    owner = "person"
    team = "person__team"


class PlanQuerySet(models.QuerySet):
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


class PeriodQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """A month is a month for everybody; what it holds is scoped by its lines."""
        return self if user.is_active else self.none()

    def postable(self) -> Self:
        return self.filter(state__in=POSTABLE)

    def shut(self) -> Self:
        return self.filter(state__in=SHUT)


class LineQuerySet(PersonScoped):
    def live(self) -> Self:
        """Credits that nothing took back."""
        return self.filter(kind=LineKind.EARNED, reversed_by_line__isnull=True)

    def telling(self) -> Self:
        """Lines that move points: the zero ones only say "settled"."""
        return self.exclude(points=0)

    def total(self) -> int:
        return self.aggregate(total=Sum("points"))["total"] or 0

    def with_sources(self) -> Self:
        return self.select_related(
            "period",
            "component",
            "verdict__finding__visit__debrief",
            "verdict__finding__company",
            "handoff__lead",
            "outcome__lead",
            "score",
            "reverses",
        )


class StatementQuerySet(PersonScoped):
    pass


class DisputeQuerySet(PersonScoped):
    owner = "opened_by"
    team = "opened_by__team"

    def waiting(self) -> Self:
        return self.filter(state__in=[DisputeState.OPEN, DisputeState.UNDER_REVIEW])


class SnapshotQuerySet(PersonScoped):
    def as_of(self, day: date) -> Self:
        return self.filter(as_of=day)
