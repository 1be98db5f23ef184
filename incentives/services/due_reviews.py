"""What reviews deserve: one line per debrief closed, kept on its first verdict, worth something when in time."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, Min, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate

from core import clock
from debrief.choices import DebriefState
from debrief.models import Debrief, Verdict
from incentives.choices import LineKind, Rule
from incentives.models import LedgerLine, planned_for
from incentives.rules.pricing import PriceBook
from incentives.services.dues import Due, Family

FIRST = Min("visits__findings__verdicts")


def dues(verdict_ids: Sequence[int], book: PriceBook) -> tuple[list[Due], list[int]]:
    """The reviewer's point for each debrief whose first verdict is one of these."""
    debriefs = Debrief.objects.filter(
        visits__findings__verdicts__in=verdict_ids, state=DebriefState.CLOSED, reviewer__isnull=False
    )
    rows = Debrief.objects.filter(pk__in=debriefs.values("pk")).annotate(first=FIRST).order_by("pk")
    result = []
    for first, reviewer, closed_at, due_at in rows.values_list("first", "reviewer_id", "closed_at", "review_due_at"):
        day = clock.local_day(closed_at)
        tariff = book.at(reviewer, day)
        if tariff and (price := tariff.of(Rule.REVIEW)) and first in set(verdict_ids):
            in_time = due_at is not None and closed_at <= due_at
            result.append(Due(reviewer, price.component_id, first, price.points if in_time else 0, day))
    return result, list(verdict_ids)


def waiting(since: datetime | None) -> Iterable[int]:
    """First verdicts of closed debriefs whose reviewer has no line yet."""
    rows = Debrief.objects.filter(state=DebriefState.CLOSED, reviewer__isnull=False)
    if since is not None:
        rows = rows.filter(closed_at__gte=since)
    line = LedgerLine.objects.filter(
        verdict__finding__visit__debrief=OuterRef("pk"), component__rule=Rule.REVIEW, kind=LineKind.EARNED
    )
    planned = planned_for("reviewer", "day", Rule.REVIEW)
    rows = rows.annotate(day=TruncDate("closed_at", tzinfo=clock.zone())).filter(planned, ~Exists(line))
    verdicts = Verdict.objects.filter(finding__visit__debrief=OuterRef("pk")).order_by("pk").values("pk")
    firsts = rows.annotate(first=Subquery(verdicts[:1])).order_by("closed_at", "pk")
    return [first for first in firsts.values_list("first", flat=True) if first is not None]


def lock(verdict_ids: Sequence[int]) -> None:
    list(Verdict.objects.select_for_update(no_key=True).filter(pk__in=verdict_ids).order_by("pk").values_list("pk"))


FAMILY = Family("review", "verdict", waiting, lock, dues, Q(component__rule=Rule.REVIEW))
