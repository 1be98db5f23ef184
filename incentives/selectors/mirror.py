"""Both scorecards side by side, for everybody: what each side gives the other, without names."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, DecimalField, ExpressionWrapper, F, Max, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from core import clock
from core.charts import Geometry, Series, line
from core.numbers import ratio
from incentives.models import ContributionSnapshot, MarketingScoreSnapshot
from incentives.selectors.trends import last_day, weeks_to

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
    last_sales, last_marketing = last_day(sales, today), last_day(marketing, today)
    ours = _side(sales.filter(as_of=last_sales), "handoff", "acceptance", "points")
    theirs = _side(marketing.filter(as_of=last_marketing), "handoff", "review", "roi")
    day = last_sales or last_marketing
    return Mirror(
        as_of=ours["at"] or theirs["at"],
        day=day,
        sales=_sales(ours),
        marketing=_marketing(theirs),
        chart=_chart(sales, marketing, day),
    )


def _side(rows: QuerySet[Any], *parts: str) -> dict[str, Any]:
    """The mean score of a side, and for each part what it counts and how much of it was kept, in one query."""
    sums: dict[str, Any] = {"mean": Avg("score"), "people": Count("score"), "at": Max("computed_at")}
    for part in parts:
        weighed = ExpressionWrapper(F(f"{part}_part") * F(f"n_{part}"), output_field=DecimalField(max_digits=14))
        sums |= {f"{part}_n": Coalesce(Sum(f"n_{part}"), 0), f"{part}_kept": Sum(weighed)}
    return rows.aggregate(**sums)


def _measure(found: dict[str, Any], part: str, label: str, hint: str) -> Measure:
    kept, n = found[f"{part}_kept"], found[f"{part}_n"]
    return Measure(label, None if kept is None else ratio(kept, n), n, hint)


def _sales(found: dict[str, Any]) -> Card:
    measures = [
        _measure(found, "handoff", _("Leads decided in time"), _("A lead that waits goes cold.")),
        _measure(found, "acceptance", _("Information accepted"), _("What marketing could use, as told or corrected.")),
        _measure(found, "points", _("Points against target"), _("How much was learnt in the field.")),
    ]
    return Card(_("What sales gives marketing"), _round(found["mean"]), found["people"], 30, measures)


def _marketing(found: dict[str, Any]) -> Card:
    returned = _("Return of campaigns, kept between 0 and 1")
    measures = [
        _measure(found, "handoff", _("Leads accepted by reps"), _("A promise that the rep believes.")),
        _measure(found, "review", _("Debriefs reviewed in time"), _("A day told deserves an answer.")),
        _measure(found, "roi", returned, _("What the campaigns brought back.")),
    ]
    return Card(_("What marketing gives sales"), _round(found["mean"]), found["people"], 90, measures)


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
