"""One campaign: its last figures, its costs with what they add up to, its leads and touches."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count

from accounts.models import User
from core.kept import kept
from leads.choices import TouchKind
from leads.models import Campaign, CampaignCost, CampaignRoiSnapshot, Lead, Touchpoint
from leads.rules.roi import cost_per
from leads.selectors.campaign_list import leads_by_week
from leads.selectors.lead_rows import LEAD_ROW
from leads.selectors.ratings import Share, ratings_of

LATEST = 10
KEPT_SECONDS = 600  # up to a hundred thousand touches are counted once in ten minutes for each reader
TREND = 60


@dataclass(frozen=True)
class TouchCount:
    label: str
    count: int


@dataclass(frozen=True)
class CampaignPage:
    snapshot: CampaignRoiSnapshot | None
    trend: list[CampaignRoiSnapshot]
    costs: list[CampaignCost]
    spent: Decimal
    reversed_ids: set[int]
    leads: list[dict[str, Any]]
    weeks: list[int]
    touches: list[TouchCount]
    ratings: list[Share]

    @property
    def as_of(self) -> date | None:
        return self.snapshot.as_of if self.snapshot else None

    @property
    def per_accepted(self) -> Decimal | None:
        return cost_per(self.snapshot.cost, self.snapshot.sal) if self.snapshot else None

    @property
    def trend_values(self) -> list[Decimal | None]:
        return [shot.roi_u for shot in self.trend]


def campaign_page(user: User, campaign: Campaign) -> CampaignPage:
    """Seven queries; the whole lists are one click away."""
    shots = CampaignRoiSnapshot.objects.visible_to(user).filter(campaign=campaign).order_by("-as_of")[:TREND]
    trend = list(shots)[::-1]
    costs = list(
        CampaignCost.objects.visible_to(user)
        .filter(campaign=campaign)
        .signed()
        .select_related("recorded_by", "reverses")
        .order_by("-day", "-pk")
    )
    counted = (
        Touchpoint.objects.visible_to(user)
        .live()
        .filter(campaign=campaign)
        .order_by()
        .values_list("kind")
        .annotate(n=Count("pk"))
        .order_by("-n")
    )
    latest = list(
        Lead.objects.visible_to(user)
        .filter(campaign=campaign)
        .order_by("-captured_at", "-pk")
        .values(*LEAD_ROW)[:LATEST]
    )
    snapshot = trend[-1] if trend else None
    told = (campaign.pk, snapshot and (snapshot.as_of, snapshot.inputs_sha))
    touches = kept("campaign.touches", [*told, user.role, user.pk], lambda: list(counted), seconds=KEPT_SECONDS)
    return CampaignPage(
        snapshot=snapshot,
        trend=trend,
        costs=costs,
        spent=sum((cost.signed for cost in costs), Decimal("0.00")),
        reversed_ids={cost.reverses_id for cost in costs if cost.reverses_id},
        leads=latest,
        weeks=leads_by_week(user, [campaign.pk])[campaign.pk],
        touches=[TouchCount(str(TouchKind(kind).label), n) for kind, n in touches],
        ratings=ratings_of(user, campaign),
    )
