"""What happened over time: leads by quality, costs and attributed revenue, by week or by month."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth, TruncWeek

from accounts.models import User
from core import clock
from leads.choices import LeadState
from leads.models import CampaignCost, Lead, RevenueAttribution

WEEKLY_UP_TO = 120
ZERO = Decimal("0.00")


@dataclass
class Series:
    """Values on the same steps (first days of weeks or months)."""

    steps: list[date]
    weekly: bool
    accepted: list[int] = field(default_factory=list)
    qualified: list[int] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    cost: list[Decimal] = field(default_factory=list)
    revenue: list[Decimal] = field(default_factory=list)
    margin: list[Decimal] = field(default_factory=list)
    leads_of: dict[int, list[int]] = field(default_factory=dict)
    field_revenue: Decimal = ZERO
    unattributed: Decimal = ZERO

    @property
    def leads(self) -> list[int]:
        return [sum(three) for three in zip(self.accepted, self.qualified, self.others, strict=True)]


def steps(first: date, last: date) -> tuple[list[date], bool]:
    """The first days of the weeks, or of the months when the period is long."""
    weekly = (last - first).days <= WEEKLY_UP_TO
    found, day = [], first - timedelta(days=first.weekday()) if weekly else first.replace(day=1)
    while day <= last:
        found.append(day)
        day = day + timedelta(days=7) if weekly else (day + timedelta(days=32)).replace(day=1)
    return found, weekly


def series(user: User, first: date, last: date, *, model: str, campaigns: set[int]) -> Series:
    """Three queries: leads, costs, attributed revenue."""
    days, weekly = steps(first, last)
    result = Series(steps=days, weekly=weekly)
    _leads(result, user, first, last, campaigns)
    _costs(result, user, first, last, campaigns)
    _revenue(result, user, first, last, model, campaigns)
    return result


def _trunc(weekly: bool, name: str, **options: Any) -> Any:
    return (TruncWeek if weekly else TruncMonth)(name, **options)


def _day(value: Any) -> date:
    found: date = value.date() if hasattr(value, "date") else value
    return found


def _leads(result: Series, user: User, first: date, last: date, campaigns: set[int]) -> None:
    counted = (
        Lead.objects.visible_to(user)
        .filter(captured_at__gte=clock.start_utc(first), captured_at__lt=clock.end_utc(last))
        .exclude(state=LeadState.MERGED)
        .annotate(step=_trunc(result.weekly, "captured_at", tzinfo=ZoneInfo(settings.APP_TZ)))
        .order_by()
        .values("campaign_id", "step")
        .annotate(
            n=Count("pk"),
            accepted=Count("pk", filter=Q(accepted_at__isnull=False)),
            qualified=Count("pk", filter=Q(accepted_at__isnull=True, qualified_at__isnull=False)),
        )
    )
    sums: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0])
    by_campaign: dict[int, dict[date, int]] = defaultdict(dict)
    for row in counted:
        if row["campaign_id"] not in campaigns:
            continue
        step = _day(row["step"])
        by_campaign[row["campaign_id"]][step] = row["n"]
        three = (row["accepted"], row["qualified"], row["n"] - row["accepted"] - row["qualified"])
        sums[step] = [old + new for old, new in zip(sums[step], three, strict=True)]
    result.accepted, result.qualified, result.others = ([sums[day][i] for day in result.steps] for i in range(3))
    result.leads_of = {pk: [found.get(day, 0) for day in result.steps] for pk, found in by_campaign.items()}


def _costs(result: Series, user: User, first: date, last: date, campaigns: set[int]) -> None:
    summed = (
        CampaignCost.objects.visible_to(user)
        .filter(day__gte=first, day__lte=last, campaign_id__in=campaigns)
        .signed()
        .annotate(step=_trunc(result.weekly, "day"))
        .order_by()
        .values("step")
        .annotate(total=Sum("signed"))
    )
    found = {_day(row["step"]): row["total"] for row in summed}
    result.cost = [found.get(day, ZERO) for day in result.steps]


def _revenue(result: Series, user: User, first: date, last: date, model: str, campaigns: set[int]) -> None:
    summed = (
        RevenueAttribution.objects.visible_to(user)
        .between(first, last)
        .filter(model=model)
        .annotate(step=_trunc(result.weekly, "closed_on"))
        .order_by()
        .values("step", "campaign_id", "bucket")
        .annotate(amounts=Sum("amount"), margins=Sum("margin"))
    )
    amounts: dict[date, Decimal] = defaultdict(Decimal)
    margins: dict[date, Decimal] = defaultdict(Decimal)
    for row in summed:
        if row["campaign_id"] in campaigns:
            amounts[_day(row["step"])] += row["amounts"]
            margins[_day(row["step"])] += row["margins"]
        elif row["bucket"] == "field":
            result.field_revenue += row["amounts"]
        elif row["bucket"] == "none":
            result.unattributed += row["amounts"]
    result.revenue = [amounts[day] for day in result.steps]
    result.margin = [margins[day] for day in result.steps]
