"""Own rank, own band and the team's total: nobody else's name or figure."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery, Sum
from django.utils.translation import gettext as _

from accounts.models import User
from incentives.models import ContributionSnapshot, LedgerLine

FEWEST = 3


@dataclass(frozen=True)
class Standing:
    """Where one stands among the team, without names; `rank` is None when there is nothing to compare."""

    rank: int | None
    people: int
    band: str
    team_points: int

    @property
    def is_shown(self) -> bool:
        """With fewer than three people a rank would tell somebody else's."""
        return self.rank is not None and self.people >= FEWEST


def standing(user: User, month: date, today: date) -> Standing:
    """Dense rank by contribution on the last day computed, and the team's points of the month."""
    if user.team_id is None:
        return Standing(None, 0, "", 0)
    seen = ContributionSnapshot.objects.filter(person__team=user.team_id, as_of__lte=today)
    last = Subquery(seen.order_by("-as_of").values("as_of")[:1])
    score = ContributionSnapshot.objects.filter(person=OuterRef("pk"), as_of=last).values("score")
    booked = LedgerLine.objects.filter(person=OuterRef("pk"), period__month=month).order_by().values("person_id")
    mates = User.objects.filter(team=user.team_id).annotate(
        contribution=Subquery(score), booked=Subquery(booked.annotate(total=Sum("points")).values("total"))
    )
    rows = mates.values_list("pk", "contribution", "booked")
    scores = {pk: score for pk, score, _points in rows if score is not None}
    team_points = sum(points or 0 for _pk, _score, points in rows)
    mine = scores.get(user.pk)
    if mine is None:
        return Standing(None, len(scores), "", team_points)
    rank = len({score for score in scores.values() if score > mine}) + 1
    return Standing(rank, len(scores), _band(rank, len(set(scores.values()))), team_points)


def _band(rank: int, ranks: int) -> str:
    if rank * 3 <= ranks or rank == 1:
        return _("Upper third")
    return _("Middle third") if rank * 3 <= 2 * ranks else _("Lower third")
