"""Lead quality and return: key figures, trend, campaigns ranked, and what nobody can claim."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.numbers import change
from core.periods import Month
from leads.choices import AttributionModel, CampaignChannel
from leads.models import Campaign
from leads.rules import roi
from leads.selectors import roi_figures
from leads.selectors.funnel import Step, funnel
from leads.selectors.roi_figures import CampaignRow, Figures
from leads.selectors.roi_series import Series, series

PERIODS: dict[str, tuple[Any, int | None]] = {
    "30": (_("30 days"), 30),
    "90": (_("90 days"), 90),
    "365": (_("12 months"), 365),
    "all": (_("Everything"), None),
}
DEFAULT_PERIOD = "365"
FEW = 5


@dataclass(frozen=True)
class Asked:
    """What the dashboard is asked: period, channel, model; anything unknown falls back to the default."""

    period: str
    channel: str
    model: str

    @classmethod
    def of(cls, query: Any) -> "Asked":
        period, channel, model = (query.get(name, "") for name in ("period", "channel", "model"))
        return cls(
            period if period in PERIODS else DEFAULT_PERIOD,
            channel if channel in CampaignChannel.values else "",
            model if model in AttributionModel.values else AttributionModel.U,
        )


@dataclass(frozen=True)
class Kpi:
    """One card: its value, of how many, the change since the period before, its trend and its rows."""

    key: str
    label: Any
    value: Decimal | int | None
    kind: str
    n: int
    of: Any
    delta: Decimal | None
    spark: list[Any]
    url: str
    more_is_better: bool | None = True

    @property
    def too_few(self) -> bool:
        return self.n < FEW


@dataclass(frozen=True)
class Ranked:
    """One campaign of the table: the chosen return with its range over the models."""

    row: CampaignRow
    chosen: Decimal | None
    low: Decimal | None
    high: Decimal | None
    revenue: Decimal
    spark: list[int]


@dataclass(frozen=True)
class Dashboard:
    asked: Asked
    as_of: date
    first: date
    total: Figures
    kpis: list[Kpi]
    ranked: list[Ranked]
    series: Series
    steps: list[Step]

    @property
    def revenue(self) -> Decimal:
        return self.total.revenue[self.asked.model]

    @property
    def roi(self) -> Decimal | None:
        return self.total.roi(self.asked.model)

    @property
    def low(self) -> Decimal | None:
        return self.total.range[0] if self.total.range else None

    @property
    def high(self) -> Decimal | None:
        return self.total.range[1] if self.total.range else None


def dashboard(user: User, asked: Asked, last: date | None) -> Dashboard | None:
    """The figures of the period that ends on the last day told; nothing before the first night."""
    if last is None:
        return None
    first = first_day(asked, last)
    campaigns = roi_figures.campaigns_of(user, channel=asked.channel)
    rows = roi_figures.rows(campaigns, first, last)
    before = _before(campaigns, asked, first, last)
    total = roi_figures.total(rows)
    trend = series(user, max(first, _oldest(rows, last)), last, model=asked.model, campaigns=_ids(rows))
    return Dashboard(
        asked=asked,
        as_of=last,
        first=first,
        total=total,
        kpis=_kpis(asked, total, before, trend, first, last),
        ranked=_rank(rows, asked.model, trend),
        series=trend,
        steps=funnel(total),
    )


def first_day(asked: Asked, last: date) -> date:
    """Twelve months are this one and the eleven before, whole, so that no first month is charted in part."""
    days = PERIODS[asked.period][1]
    if days is None:
        return date(2000, 1, 1)
    return Month.of(last).shift(-11).first if asked.period == "365" else last - timedelta(days=days - 1)


def _before(campaigns: list[Campaign], asked: Asked, first: date, last: date) -> Figures | None:
    """The period of the same length just before; none for everything."""
    if PERIODS[asked.period][1] is None:
        return None
    days = (last - first).days + 1
    before = roi_figures.rows(campaigns, first - timedelta(days=days), first - timedelta(days=1))
    return roi_figures.total(before)


def _oldest(rows: list[CampaignRow], last: date) -> date:
    return min((row.campaign.starts_on for row in rows), default=last)


def _ids(rows: list[CampaignRow]) -> set[int]:
    return {row.campaign.pk for row in rows}


def _rank(rows: list[CampaignRow], model: str, trend: Series) -> list[Ranked]:
    """Best return first; without cost there is no return, and those come last."""
    found = []
    for row in rows:
        low, high = row.figures.range or (None, None)
        spark = trend.leads_of.get(row.campaign.pk, [0] * len(trend.steps))
        found.append(Ranked(row, row.figures.roi(model), low, high, row.figures.revenue[model], spark))
    return sorted(found, key=lambda one: (one.chosen is None, -(one.chosen or 0), row_name(one)))


def row_name(one: Ranked) -> str:
    return one.row.campaign.name


def _kpis(asked: Asked, total: Figures, before: Figures | None, trend: Series, first: date, last: date) -> list[Kpi]:
    model, was, shares = asked.model, before, _("shares of deals")
    leads = f"{reverse('leads:lead_list')}?captured_from={first}&captured_to={last}"
    deals = f"{reverse('leads:roi_deals')}?model={model}&first={first}&last={last}"
    spent_on = [roi.cost_per(cost, n) or 0 for cost, n in zip(trend.cost, trend.accepted, strict=True)]
    returns = [roi.roi(margin, cost) or 0 for margin, cost in zip(trend.margin, trend.cost, strict=True)]
    return [
        Kpi("leads", _("Leads captured"), total.leads, "int", total.leads, _("captured"),
            change(total.leads, was.leads) if was else None, trend.leads, leads),
        Kpi("sal", _("Accepted by sales"), total.accepted_share, "percent", total.counts["handed_off"],
            _("handed off"), _points(total.accepted_share, was.accepted_share if was else None), trend.accepted,
            f"{leads}&accepted=1"),
        Kpi("cost", _("Cost per accepted lead"), total.per_accepted, "money", total.sal, _("accepted"),
            _change(total.per_accepted, was.per_accepted if was else None),
            spent_on, reverse("leads:campaign_list"), False),
        Kpi("revenue", _("Attributed revenue"), total.revenue[model], "amount", total.counts["deals"], shares,
            change(total.revenue[model], was.revenue[model]) if was else None, trend.revenue, deals),
        Kpi("roi", _("Return on investment"), total.roi(model), "percent", total.counts["deals"], shares,
            _points(total.roi(model), was.roi(model) if was else None), returns, deals),
    ]  # fmt: skip


def _change(value: Decimal | None, was: Decimal | None) -> Decimal | None:
    return change(value, was) if value is not None and was is not None else None


def _points(value: Decimal | None, was: Decimal | None) -> Decimal | None:
    return value - was if value is not None and was is not None else None
