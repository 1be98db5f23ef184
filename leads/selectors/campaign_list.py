"""Campaigns as the list shows them: the night's figures and twelve weeks of leads."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import TruncWeek

from accounts.models import User
from core import clock
from core.numbers import ratio
from leads.models import Campaign, CampaignRoiSnapshot, Lead
from leads.selectors.roi_figures import MODELS, as_of

WEEKS = 12


@dataclass(frozen=True)
class Row:
    campaign: Campaign
    snapshot: CampaignRoiSnapshot | None
    weeks: list[int]

    @property
    def rois(self) -> list[object]:
        known = [getattr(self.snapshot, f"roi_{model}") for model in MODELS] if self.snapshot else []
        return sorted(value for value in known if value is not None)

    @property
    def low(self) -> object:
        return self.rois[0] if self.rois else None

    @property
    def high(self) -> object:
        return self.rois[-1] if self.rois else None

    @property
    def qualified_share(self) -> object:
        snapshot = self.snapshot
        return ratio(snapshot.mql, snapshot.leads) if snapshot else None

    @property
    def per_qualified(self) -> object:
        snapshot = self.snapshot
        return ratio(snapshot.cost, snapshot.mql) if snapshot else None


def figures_of(user: User, campaigns: list[Campaign]) -> tuple[list[Row], date | None]:
    """These campaigns with their last figures, in three queries."""
    day = as_of(user)
    ids = [campaign.pk for campaign in campaigns]
    shots = CampaignRoiSnapshot.objects.visible_to(user).filter(as_of=day, campaign_id__in=ids) if day else []
    by_campaign = {shot.campaign_id: shot for shot in shots}
    weeks = leads_by_week(user, ids)
    rows = [Row(campaign, by_campaign.get(campaign.pk), weeks[campaign.pk]) for campaign in campaigns]
    return rows, day


def leads_by_week(user: User, ids: list[int]) -> dict[int, list[int]]:
    """For each campaign the leads of the last twelve weeks, oldest first."""
    today = clock.local_day()
    monday = today - timedelta(days=today.weekday())
    steps = [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    counted = (
        Lead.objects.visible_to(user)
        .filter(campaign_id__in=ids, captured_at__gte=clock.start_utc(steps[0]))
        .annotate(week=TruncWeek("captured_at", tzinfo=clock.zone()))
        .order_by()
        .values_list("campaign_id", "week")
        .annotate(n=Count("*"))  # not the key: the index holds all that is read
    )
    found: dict[int, dict[date, int]] = defaultdict(dict)
    for campaign_id, week, n in counted:
        found[campaign_id][week.date()] = n
    return {pk: [found[pk].get(step, 0) for step in steps] for pk in ids}
