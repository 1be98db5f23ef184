"""Both scorecards side by side, for everybody: what each side gives the other, without names."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, DecimalField, ExpressionWrapper, F, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from core import clock
from core.charts import Geometry, Series, line
from core.numbers import ratio
from incentives.models import ContributionSnapshot, MarketingScoreSnapshot
from incentives.selectors.trends import freshness, last_day, weeks_to

ENOUGH = 5


@dataclass(frozen=True)
class Measure:
    """One promise and how it is kept: a share and what it counts."""

    label: str
    value: Decimal | None
    n: int
    hint: str

    @property
    def is_thin(self) -> bool:
        return self.n < ENOUGH


@dataclass(frozen=True)
class Card:
    title: str
    score: Decimal | None
    people: int
    days: int
    measures: list[Measure]


@dataclass(frozen=True)
class Mirror:
    as_of: datetime | None
    day: date | None
    sales: Card
    marketing: Card
    chart: Geometry | None


def mirror(*, now: datetime) -> Mirror:
    """The last day computed on both sides; each share is weighed by what it counts."""
    today = clock.local_day(now)
    sales, marketing = ContributionSnapshot.objects.all(), MarketingScoreSnapshot.objects.all()
    day = last_day(sales, today) or last_day(marketing, today)
    return Mirror(
        as_of=freshness(sales, day) or freshness(marketing, day),
        day=day,
        sales=_sales(sales.filter(as_of=day)),
        marketing=_marketing(marketing.filter(as_of=last_day(marketing, today))),
        chart=_chart(sales, marketing, day),
    )


def _share(rows: QuerySet[Any], part: str, n: str) -> tuple[Decimal | None, int]:
    found = rows.aggregate(counted=Coalesce(Sum(n), 0), kept=Sum(_times(part, n)))
    value = ratio(found["kept"], found["counted"]) if found["counted"] and found["kept"] is not None else None
    return value, found["counted"]


def _times(part: str, n: str) -> "ExpressionWrapper[Any]":
    return ExpressionWrapper(F(part) * F(n), output_field=DecimalField(max_digits=14, decimal_places=4))


def _sales(rows: QuerySet[Any]) -> Card:
    head = rows.aggregate(mean=Avg("score"), people=Count("score"))
    kept, handed = _share(rows, "handoff_part", "n_handoff")
    good, judged = _share(rows, "acceptance_part", "n_acceptance")
    points, lines = _share(rows, "points_part", "n_points")
    measures = [
        Measure(_("Leads decided in time"), kept, handed, _("A lead that waits goes cold.")),
        Measure(_("Information accepted"), good, judged, _("What marketing could use, as told or corrected.")),
        Measure(_("Points against target"), points, lines, _("How much was learnt in the field.")),
    ]
    return Card(_("What sales gives marketing"), _round(head["mean"]), head["people"], 30, measures)


def _marketing(rows: QuerySet[Any]) -> Card:
    head = rows.aggregate(mean=Avg("score"), people=Count("score"))
    good, handed = _share(rows, "handoff_part", "n_handoff")
    kept, reviews = _share(rows, "review_part", "n_review")
    roi, campaigns = _share(rows, "roi_part", "n_roi")
    measures = [
        Measure(_("Leads accepted by reps"), good, handed, _("A promise that the rep believes.")),
        Measure(_("Debriefs reviewed in time"), kept, reviews, _("A day told deserves an answer.")),
        Measure(_("Return of campaigns, kept between 0 and 1"), roi, campaigns, _("What the campaigns brought back.")),
    ]
    return Card(_("What marketing gives sales"), _round(head["mean"]), head["people"], 90, measures)


def _round(value: Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value).quantize(Decimal("0.1"))


def _chart(sales: QuerySet[Any], marketing: QuerySet[Any], day: date | None) -> Geometry | None:
    if day is None:
        return None
    weeks = weeks_to(day)
    series = [
        Series("accent", _("Sales"), _averages(sales, weeks)),
        Series("violet", _("Marketing"), _averages(marketing, weeks)),
    ]
    return line([f"{week:%d/%m}" for week in weeks], series)


def _averages(rows: QuerySet[Any], weeks: list[date]) -> list[Decimal | None]:
    found = dict(rows.filter(as_of__in=weeks).order_by().values_list("as_of").annotate(mean=Avg("score")))
    return [_round(found.get(week)) for week in weeks]
