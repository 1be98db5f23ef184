"""What the return of a marketer's campaigns deserves: once per month, from the score of its last day."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from core.periods import Month
from incentives.choices import Rule
from incentives.models import LedgerLine, MarketingScoreSnapshot, planned_for
from incentives.rules.points import roi_points
from incentives.rules.pricing import PriceBook
from incentives.services.dues import Due, Family


def dues(score_ids: Sequence[int], book: PriceBook) -> tuple[list[Due], list[int]]:
    """100 × ROI kept between 0 and 2, for the scores of a month's last day."""
    result = []
    for score in MarketingScoreSnapshot.objects.filter(pk__in=score_ids).order_by("pk"):
        tariff = book.at(score.person_id, score.as_of)
        if score.as_of == Month.of(score.as_of).last and tariff and (price := tariff.of(Rule.ROI)):
            points = roi_points(price.points, score.roi)
            result.append(Due(score.person_id, price.component_id, score.pk, points, score.as_of))
    return result, list(score_ids)


def waiting(since: datetime | None) -> Iterable[int]:
    """Scores of a month's last day, not settled or computed again since, while the month is open."""
    month_ends = [Month.of(day).last for day in MarketingScoreSnapshot.objects.dates("as_of", "month")]
    rows = MarketingScoreSnapshot.objects.filter(as_of__in=month_ends)
    if since is not None:
        rows = rows.filter(computed_at__gte=since - timedelta(days=1))
    lines = LedgerLine.objects.filter(
        score=OuterRef("pk"), reversed_by_line__isnull=True, followed_by_line__isnull=True
    )
    settled = lines.filter(created_at__gt=OuterRef("computed_at"))
    planned = planned_for("person", "as_of", Rule.ROI)
    return list(rows.filter(planned).exclude(Exists(settled)).order_by("as_of", "pk").values_list("pk", flat=True))


def lock(score_ids: Sequence[int]) -> None:
    rows = MarketingScoreSnapshot.objects.select_for_update(no_key=True)
    list(rows.filter(pk__in=score_ids).order_by("pk").values_list("pk"))


FAMILY = Family("return", "score", waiting, lock, dues, Q())
