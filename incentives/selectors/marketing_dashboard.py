"""Marketing scores, and what makes them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.charts import Geometry, Series, line
from incentives.models import MarketingScoreSnapshot
from incentives.selectors.trends import freshness, last_day, mean, scores_by_person, weeks_to


@dataclass(frozen=True)
class ScoreRow:
    snapshot: MarketingScoreSnapshot
    trend: list[Decimal | None]


@dataclass(frozen=True)
class MarketingDashboard:
    as_of: datetime | None
    day: date | None
    rows: list[ScoreRow]
    average: Decimal | None
    chart: Geometry | None


def marketing_dashboard(user: User, *, now: datetime) -> MarketingDashboard:
    """The scores in this person's reach on the last day computed, with twelve weeks of trend."""
    visible = MarketingScoreSnapshot.objects.visible_to(user)
    day = last_day(visible, clock.local_day(now))
    if day is None:
        return MarketingDashboard(None, None, [], None, None)
    weeks = weeks_to(day)
    trends = scores_by_person(visible, weeks)
    found = visible.as_of(day).select_related("person").order_by(F("score").desc(nulls_last=True), "person__name")
    rows = [ScoreRow(row, [trends[row.person_id].get(week) for week in weeks]) for row in found]
    averages = [mean(trends[person].get(week) for person in trends) for week in weeks]
    labels = [f"{week:%d/%m}" for week in weeks]
    return MarketingDashboard(
        as_of=freshness(visible, day),
        day=day,
        rows=rows,
        average=averages[-1],
        chart=line(labels, [Series("violet", _("Marketing score"), averages)]) if rows else None,
    )
