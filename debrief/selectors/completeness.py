"""How complete and how fresh records are, by team and segment, who moved them, and the rows behind each figure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from accounts.choices import Scope
from accounts.models import Team, User
from accounts.scoping import scope_of
from debrief.choices import RecordPart
from debrief.models import RecordHealth, RecordHealthDay, RecordWork

Part = tuple[str, int, bool, Any, bool]  # part, weight, filled, last confirmed at, fresh
FEW = 5
DAYS = 30
WEEKS = 12
SUMS = {name: Sum(name) for name in ("companies", "expected", "filled", "known", "fresh")}


@dataclass(frozen=True)
class Line:
    """One team, one segment, or all of them."""

    label: str
    key: str
    companies: int
    expected: int
    filled: int
    known: int
    fresh: int

    @property
    def completeness(self) -> Decimal | None:
        return Decimal(self.filled) / self.expected if self.expected else None

    @property
    def freshness(self) -> Decimal | None:
        return Decimal(self.fresh) / self.known if self.known else None

    @property
    def few(self) -> bool:
        return self.companies < FEW


@dataclass(frozen=True)
class Mover:
    person: User
    filled: int
    corrected: int
    confirmed: int

    @property
    def total(self) -> int:
        return self.filled + self.corrected + self.confirmed


@dataclass(frozen=True)
class Completeness:
    day: date | None
    total: Line
    teams: list[Line]
    segments: list[Line]
    movers: list[Mover]
    trend: list[Decimal]


def days_of(user: User) -> QuerySet[RecordHealthDay]:
    """The sums this person may read: all of them, or those of her teams."""
    rows = RecordHealthDay.objects.all()
    scope = scope_of(user, "crm")
    if scope == Scope.ALL:
        return rows
    return rows.filter(team__in=user.team_ids) if scope == Scope.TEAM else rows.none()


def completeness(user: User) -> Completeness:
    """Everything the page says, in a constant number of queries."""
    rows = days_of(user)
    day = rows.order_by("-day").values_list("day", flat=True).first()
    if day is None:
        return Completeness(None, Line("", "", 0, 0, 0, 0, 0), [], [], [], [])
    today = rows.filter(day=day).order_by()
    names = dict(Team.objects.values_list("pk", "name"))
    teams = [
        _line(names.get(row["team"], "—"), str(row["team"] or ""), row) for row in today.values("team").annotate(**SUMS)
    ]
    segments = [_line(row["segment"] or "—", row["segment"], row) for row in today.values("segment").annotate(**SUMS)]
    return Completeness(
        day=day,
        total=_line("", "", today.aggregate(**SUMS)),
        teams=sorted(teams, key=lambda line: line.label),
        segments=sorted(segments, key=lambda line: line.label),
        movers=movers(user, day),
        trend=trend(rows, day),
    )


def _line(label: str, key: str, row: Any) -> Line:
    return Line(label, key, *(row[name] or 0 for name in SUMS))


def trend(rows: QuerySet[RecordHealthDay], day: date) -> list[Decimal]:
    """Completeness on the same day of each of the last twelve weeks that were measured, oldest first."""
    days = [day - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    sums = (
        rows.filter(day__in=days).order_by().values_list("day").annotate(filled=Sum("filled"), expected=Sum("expected"))
    )
    shares = {on: Decimal(filled) / expected for on, filled, expected in sums if expected}
    return [shares[on] for on in days if on in shares]


def movers(user: User, day: date) -> list[Mover]:
    """Who moved records over the thirty days before and since, most first."""
    rows = RecordWork.objects.filter(day__gt=day - timedelta(days=DAYS))
    if scope_of(user, "crm") != Scope.ALL:
        rows = rows.filter(Q(person=user.pk) | Q(person__team__in=user.team_ids))
    sums = list(
        rows.order_by()
        .values("person")
        .annotate(
            f=Sum("filled"),
            c=Sum("corrected"),
            k=Sum("confirmed"),
            all=Sum(F("filled") + F("corrected") + F("confirmed")),
        )
        .order_by("-all", "person")[:25]
    )
    people = User.objects.select_related("team").in_bulk([row["person"] for row in sums])
    return [Mover(people[row["person"]], row["f"], row["c"], row["k"]) for row in sums]


def records(user: User) -> QuerySet[RecordHealth]:
    """The companies behind the figures, the emptiest first."""
    rows = RecordHealth.objects.visible_to(user).filter(company__merged_into=None)
    return rows.select_related("company__owner__team").order_by("share", "company_id")  # type: ignore[no-any-return]


@dataclass(frozen=True)
class PartRow:
    label: str
    weight: int
    filled: bool
    at: Any
    fresh: bool


def part_rows(parts: Iterable[tuple[str, int, bool, Any, bool]]) -> list[PartRow]:
    return [
        PartRow(str(RecordPart(part).label), weight, filled, at, fresh) for part, weight, filled, at, fresh in parts
    ]


def line_of(parts: Iterable[Part]) -> Line:
    """The measure of one company from its parts."""
    rows = list(parts)
    filled = [row for row in rows if row[2]]
    return Line(
        "", "", 1, sum(row[1] for row in rows), sum(row[1] for row in filled), len(filled), sum(row[4] for row in rows)
    )
