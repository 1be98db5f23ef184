"""What decided handoffs deserve: the rep for deciding in time, the marketer for an acceptance."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import TruncDate

from core import clock
from incentives.choices import LineKind, Rule
from incentives.models import LedgerLine, planned_for
from incentives.rules.points import marketer_handoff_points, rep_handoff_points
from incentives.rules.pricing import PriceBook
from incentives.services.dues import Due, Family
from leads.models import Handoff

DECIDED = ("accepted", "rejected", "expired")


def dues(handoff_ids: Sequence[int], book: PriceBook) -> tuple[list[Due], list[int]]:
    """Both sides of each decided handoff, each under the plan of the day of the decision."""
    rows = Handoff.objects.filter(pk__in=handoff_ids, decision__in=DECIDED).order_by("pk")
    result = []
    for handoff in rows.only("pk", "to_id", "sent_by_id", "decision", "in_time", "decided_at"):
        day = clock.local_day(handoff.decided_at)
        rep, marketer = book.at(handoff.to_id, day), book.at(handoff.sent_by_id, day)
        if rep and (price := rep.of(Rule.HANDOFF)):
            points = rep_handoff_points(price.points, decision=handoff.decision, in_time=handoff.in_time)
            result.append(Due(handoff.to_id, price.component_id, handoff.pk, points, day))
        if marketer and handoff.sent_by_id != handoff.to_id and (price := marketer.of(Rule.HANDOFF)):
            points = marketer_handoff_points(price.points, decision=handoff.decision)
            result.append(Due(handoff.sent_by_id, price.component_id, handoff.pk, points, day))
    return result, list(handoff_ids)


def waiting(since: datetime | None) -> Iterable[int]:
    """Decided handoffs that lack the line of the rep or of the sender."""
    rows = Handoff.objects.filter(decision__in=DECIDED)
    if since is not None:
        rows = rows.filter(decided_at__gte=since)
    rows = rows.annotate(day=TruncDate("decided_at", tzinfo=clock.zone()))
    missing = Q()
    for side in ("to", "sent_by"):
        line = LedgerLine.objects.filter(handoff=OuterRef("pk"), person=OuterRef(side), kind=LineKind.EARNED)
        planned = planned_for(side, "day", Rule.HANDOFF)
        missing |= planned & ~Exists(line)
    return list(rows.filter(missing).order_by("decided_at", "pk").values_list("pk", flat=True))


def lock(handoff_ids: Sequence[int]) -> None:
    list(Handoff.objects.select_for_update(no_key=True).filter(pk__in=handoff_ids).order_by("pk").values_list("pk"))


FAMILY = Family("handoff", "handoff", waiting, lock, dues, Q())
