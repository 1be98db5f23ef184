"""How reviewers judge: acceptance by reviewer and rep, agreement with second opinions, what became of appeals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Count, Q

from accounts.choices import Scope
from accounts.models import Team, User
from accounts.scoping import scope_of
from core import clock
from core.kept import kept
from debrief.choices import CREDITED, AppealState, Decision
from debrief.models import Appeal, SecondReview, Verdict
from debrief.rules.fairness import Agreement, cohen

FEW = 5
FINE = Decimal("0.0001")
SPANS = (30, 90, 365)
KEPT_SECONDS = 600  # counting every verdict of a quarter takes a second at full size
KEPT, REFUSED = "kept", "refused"


@dataclass(frozen=True)
class Cell:
    """What one reviewer kept of one rep's findings; below five it says little."""

    n: int = 0
    kept: int = 0

    @property
    def share(self) -> Decimal | None:
        return (Decimal(self.kept) / self.n).quantize(FINE) if self.n else None

    @property
    def few(self) -> bool:
        return self.n < FEW

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(self.n + other.n, self.kept + other.kept)


@dataclass(frozen=True)
class MatrixRow:
    rep: User
    cells: list[Cell]
    total: Cell


@dataclass(frozen=True)
class Matrix:
    reviewers: list[User]
    rows: list[MatrixRow]
    totals: list[Cell]
    total: Cell


@dataclass(frozen=True)
class Opinions:
    """One first reviewer (nobody: all of them) beside the second opinions on her verdicts."""

    reviewer: User | None
    kept: Agreement
    decisions: Agreement


@dataclass(frozen=True)
class AppealCounts:
    opened: int
    waiting: int
    late: int
    upheld: int
    overturned: int

    @property
    def share(self) -> Decimal | None:
        decided = self.upheld + self.overturned
        return Decimal(self.overturned) / decided if decided else None


@dataclass(frozen=True)
class Fairness:
    matrix: Matrix
    as_of: datetime
    opinions: list[Opinions]
    appeals: AppealCounts
    days: int
    since: datetime
    waiting: int
    late: int

    @property
    def together(self) -> Opinions:
        return self.opinions[0]


def fairness(user: User, *, days: int = 90, team: int | None = None, now: datetime | None = None) -> Fairness:
    """Everything the page says, in a constant number of queries."""
    now = now or clock.now()
    days = days if days in SPANS else 90
    since = now - timedelta(days=days)
    waiting = SecondReview.objects.visible_to(user).waiting().aggregate(
        n=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now))
    )  # fmt: skip
    reach = "all" if scope_of(user, "debrief") == Scope.ALL else user.pk
    told = kept("fairness", (reach, days, team), partial(_told, user, since, team, now), seconds=KEPT_SECONDS)
    return Fairness(
        matrix=told.matrix,
        as_of=told.at,
        opinions=opinions(user, since, team),
        appeals=appeal_counts(user, since, now, team),
        days=days,
        since=since,
        waiting=waiting["n"],
        late=waiting["late"],
    )


@dataclass(frozen=True)
class _Told:
    """A matrix with the instant it was counted at."""

    matrix: Matrix
    at: datetime


def _told(user: User, since: datetime, team: int | None, now: datetime) -> _Told:
    return _Told(matrix(user, since, team), now)


def matrix(user: User, since: datetime, team: int | None = None) -> Matrix:
    """Kept (accepted or amended) of what was decided, by reviewer and rep, on live verdicts."""
    live = Verdict.objects.visible_to(user).live().filter(decided_at__gte=since)
    if team:
        live = live.filter(finding__visit__debrief__rep__team=team)
    counted = live.order_by().values_list("finding__visit__debrief__rep", "reviewer").annotate(
        n=Count("pk"), kept=Count("pk", filter=Q(decision__in=CREDITED))
    )  # fmt: skip
    cells = {(rep, reviewer): Cell(n, kept) for rep, reviewer, n, kept in counted}
    people = User.objects.select_related("team").only("name", "email", "team__name")
    people = people.in_bulk({pk for pair in cells for pk in pair})
    reviewers = _named(people, {reviewer for _rep, reviewer in cells})
    reps = _named(people, {rep for rep, _reviewer in cells})
    rows = []
    for rep in reps:
        mine = [cells.get((rep.pk, reviewer.pk), Cell()) for reviewer in reviewers]
        rows.append(MatrixRow(rep, mine, _sum(mine)))
    totals = [_sum(cells.get((rep.pk, reviewer.pk), Cell()) for rep in reps) for reviewer in reviewers]
    return Matrix(reviewers, rows, totals, _sum(totals))


def _named(people: dict[int, User], ids: Iterable[int]) -> list[User]:
    return sorted((people[pk] for pk in ids), key=lambda user: (user.name, user.pk))


def _sum(cells: Iterable[Cell]) -> Cell:
    return sum(cells, Cell())


def opinions(user: User, since: datetime, team: int | None = None) -> list[Opinions]:
    """Agreement of second opinions with the first ones: all together, then by first reviewer."""
    given = SecondReview.objects.visible_to(user).given().filter(decided_at__gte=since)
    if team:
        given = given.filter(verdict__finding__visit__debrief__rep__team=team)
    pairs = list(given.order_by("pk").values_list("verdict__reviewer", "verdict__decision", "decision"))
    people = User.objects.in_bulk({row[0] for row in pairs})
    by_reviewer = [_opinions(one, [row for row in pairs if row[0] == one.pk]) for one in _named(people, people)]
    return [_opinions(None, pairs), *by_reviewer]


def _opinions(reviewer: User | None, rows: Sequence[tuple[Any, str, str]]) -> Opinions:
    return Opinions(
        reviewer=reviewer,
        kept=cohen((_kept(first), _kept(second)) for _reviewer, first, second in rows),
        decisions=cohen((first, second) for _reviewer, first, second in rows),
    )


def _kept(decision: str) -> str:
    return KEPT if Decision(decision) in CREDITED else REFUSED


def appeal_counts(user: User, since: datetime, now: datetime, team: int | None = None) -> AppealCounts:
    rows = Appeal.objects.visible_to(user).filter(opened_at__gte=since)
    if team:
        rows = rows.filter(opened_by__team=team)
    counts = rows.order_by().aggregate(
        opened=Count("pk"),
        waiting=Count("pk", filter=Q(state=AppealState.OPEN)),
        late=Count("pk", filter=Q(state=AppealState.OPEN, due_at__lt=now)),
        upheld=Count("pk", filter=Q(state=AppealState.UPHELD)),
        overturned=Count("pk", filter=Q(state=AppealState.OVERTURNED)),
    )
    return AppealCounts(**counts)


def team_names() -> list[Team]:
    """The teams a page may be narrowed to: names only, which everybody who opens it knows."""
    return list(Team.objects.order_by("name", "pk"))
