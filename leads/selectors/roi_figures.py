"""Each campaign's figures between two days, by the same statement that the night stores."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Subquery

from accounts.choices import Scope
from accounts.models import User
from accounts.scoping import scope_of
from core import clock
from leads.choices import AttributionModel
from leads.models import Campaign, CampaignRoiSnapshot
from leads.rules import roi
from leads.rules.statements import load

MODELS = tuple(AttributionModel.values)
COUNTS = ("leads", "mql", "handed_off", "sal", "opportunities", "won", "deals")
ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Figures:
    """Sums of one campaign, or of several, over a period."""

    cost: Decimal
    counts: dict[str, int]
    revenue: dict[str, Decimal]
    margin: dict[str, Decimal]
    estimated_margin: Decimal = ZERO

    @property
    def leads(self) -> int:
        return self.counts["leads"]

    @property
    def sal(self) -> int:
        return self.counts["sal"]

    @property
    def qualified_share(self) -> Decimal | None:
        return roi.ratio(Decimal(self.counts["mql"]), Decimal(self.leads))

    @property
    def accepted_share(self) -> Decimal | None:
        return roi.ratio(Decimal(self.sal), Decimal(self.counts["handed_off"]))

    @property
    def per_qualified(self) -> Decimal | None:
        return roi.cost_per(self.cost, self.counts["mql"])

    @property
    def per_accepted(self) -> Decimal | None:
        return roi.cost_per(self.cost, self.sal)

    @property
    def estimated_share(self) -> Decimal | None:
        return roi.ratio(self.estimated_margin, self.margin["u"])

    def roi(self, model: str) -> Decimal | None:
        return roi.roi(self.margin[model], self.cost)

    @property
    def rois(self) -> dict[str, Decimal | None]:
        return {model: self.roi(model) for model in MODELS}

    @property
    def range(self) -> tuple[Decimal, Decimal] | None:
        """The lowest and the highest return over the models; none without cost."""
        known = [value for value in self.rois.values() if value is not None]
        return (min(known), max(known)) if known else None


@dataclass(frozen=True)
class CampaignRow:
    campaign: Campaign
    figures: Figures


def as_of(user: User) -> date | None:
    """The last day the night has told."""
    latest: date | None = CampaignRoiSnapshot.objects.visible_to(user).aggregate(day=Max("as_of"))["day"]
    return latest


@dataclass(frozen=True)
class Stamp:
    """What the figures of a person depend on: her reach, the last night, the costs and the campaigns."""

    reach: tuple[object, ...]
    told: tuple[tuple[date, str], ...]
    changed: tuple[object, ...]

    @property
    def as_of(self) -> date | None:
        return self.told[0][0] if self.told else None


def stamp(user: User) -> Stamp:
    snapshots = CampaignRoiSnapshot.objects.visible_to(user)
    last = snapshots.order_by("-as_of").values("as_of")[:1]
    told = tuple(snapshots.filter(as_of=Subquery(last)).order_by("campaign").values_list("as_of", "inputs_sha"))
    changed = Campaign.objects.aggregate(at=Max("updated_at"), n=Count("pk", distinct=True), cost=Max("costs__pk"))
    reach = scope_of(user, "leads")
    return Stamp((reach, None if reach == Scope.ALL else user.pk), told, tuple(changed.values()))


def campaigns_of(user: User, *, channel: str = "") -> list[Campaign]:
    """The campaigns in reach, of one channel when asked."""
    campaigns = Campaign.objects.visible_to(user).select_related("owner")
    return list(campaigns.filter(channel=channel) if channel else campaigns)


def rows(campaigns: list[Campaign], first: date, last: date) -> list[CampaignRow]:
    """These campaigns with their figures, those that did not live in the period left out."""
    by_id = {campaign.pk: campaign for campaign in campaigns}
    found = [
        CampaignRow(by_id[row["campaign_id"]], _figures(row))
        for row in _read(first, last)
        if row["campaign_id"] in by_id
    ]
    return [row for row in found if _lived(row, first, last)]


def total(found: list[CampaignRow]) -> Figures:
    """The figures of several campaigns added up, each side apart."""
    each = [row.figures for row in found]
    return Figures(
        cost=sum((one.cost for one in each), ZERO),
        counts={name: sum(one.counts[name] for one in each) for name in COUNTS},
        revenue={model: sum((one.revenue[model] for one in each), ZERO) for model in MODELS},
        margin={model: sum((one.margin[model] for one in each), ZERO) for model in MODELS},
        estimated_margin=sum((one.estimated_margin for one in each), ZERO),
    )


def _lived(row: CampaignRow, first: date, last: date) -> bool:
    ran = row.campaign.starts_on <= last and row.campaign.ends_on >= first
    return ran or bool(row.figures.cost) or bool(row.figures.leads) or bool(row.figures.counts["deals"])


def _read(first: date, last: date) -> list[dict[str, Any]]:
    bounds = {"first": first, "last": last, "since": clock.start_utc(first), "until": clock.end_utc(last)}
    with connection.cursor() as cursor:
        cursor.execute(load("campaign_figures"), bounds)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _figures(row: dict[str, Any]) -> Figures:
    return Figures(
        cost=row["cost"],
        counts={name: int(row[name]) for name in COUNTS},
        revenue={model: row[f"revenue_{model}"] for model in MODELS},
        margin={model: row[f"margin_{model}"] for model in MODELS},
        estimated_margin=row["estimated_u"] or ZERO,
    )
