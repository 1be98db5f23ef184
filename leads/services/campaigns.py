"""Campaigns and their costs: planned, changed, opened, closed; costs are added or reversed, never edited."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone, BusinessRuleError
from core.models import ClosedMonth
from crm.services.guarding import refuse_excess
from leads.choices import CampaignState, CostKind
from leads.models import Campaign, CampaignCost
from leads.rules.workflow import CAMPAIGN

FIRST_DAY = date(2000, 1, 1)
TEXTS = ("promise", "proof", "opener")
CHANGEABLE = ("name", "channel", "owner", "starts_on", "ends_on", "budget", "objective", "at_stand", *TEXTS)


@transaction.atomic
def plan_campaign(*, by: User, day: date | None = None, **fields: Any) -> Campaign:
    """A campaign exists, running if its first day has come."""
    campaign = Campaign(**fields)
    started = campaign.starts_on <= (day or clock.local_day())
    campaign.state = CampaignState.RUNNING if started else CampaignState.PLANNED
    _refuse_excess(campaign)
    campaign.full_clean()
    campaign.save()
    audit.record("campaign.planned", campaign, by=by, after={"state": campaign.state})
    return campaign


@transaction.atomic
def change_campaign(campaign: Campaign, *, by: User, **fields: Any) -> Campaign:
    """The campaign carries the new values."""
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    for name in CHANGEABLE:
        if name in fields:
            setattr(campaign, name, fields[name])
    _refuse_excess(campaign)
    campaign.full_clean()
    campaign.save()
    audit.record("campaign.changed", campaign, by=by, after={"fields": sorted(fields)})
    return campaign


def _refuse_excess(campaign: Campaign) -> None:
    """Nothing when every text may be kept."""
    refuse_excess(campaign.name, "name")
    refuse_excess(campaign.objective, "objective")
    for name in TEXTS:
        refuse_excess(getattr(campaign, name), name)


def start_campaign(campaign: Campaign, *, by: User | None) -> Campaign:
    """The campaign runs."""
    return _become(campaign, CampaignState.RUNNING, by=by)


def close_campaign(campaign: Campaign, *, by: User) -> Campaign:
    """The campaign takes no more leads; its late costs may still be recorded."""
    return _become(campaign, CampaignState.CLOSED, by=by)


@transaction.atomic
def _become(campaign: Campaign, state: str, *, by: User | None) -> Campaign:
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    before = campaign.state
    CAMPAIGN.check(before, state)
    campaign.state = state
    campaign.save(update_fields=["state", "updated_at"])
    audit.record(f"campaign.{state}", campaign, by=by, before={"state": before}, after={"state": state})
    return campaign


def start_due_campaigns(now: datetime) -> int:
    """Planned campaigns whose first day has come are running."""
    due = Campaign.objects.filter(state=CampaignState.PLANNED, starts_on__lte=clock.local_day(now)).order_by("pk")
    campaigns = list(due[:100])
    for campaign in campaigns:
        start_campaign(campaign, by=None)
    return len(campaigns)


@transaction.atomic
def record_cost(
    campaign: Campaign, *, by: User, day: date, amount: Decimal, kind: str = CostKind.SPEND, label: str
) -> CampaignCost:
    """A dated cost or credit is added to the campaign, in a month that is still open."""
    if kind == CostKind.REVERSAL:
        raise BusinessRuleError(_("A reversal is made from the cost it reverses."), code="reversal_needs_cost")
    if amount < 0:
        message = _("An amount cannot be negative: record a credit note.")
        raise BusinessRuleError(message, code="amount_negative", fields={"amount": message})
    _refuse_absurd_day(day)
    _refuse_closed_month(day)
    refuse_excess(label, "label")
    cost = CampaignCost(campaign=campaign, day=day, amount=amount, kind=kind, label=label, recorded_by=by)
    cost.full_clean()
    cost.save()
    audit.record("campaign.cost_recorded", campaign, by=by, after={"kind": kind, "day": day.isoformat()})
    return cost


@transaction.atomic
def reverse_cost(cost: CampaignCost, *, by: User, day: date | None = None, label: str = "") -> CampaignCost:
    """The cost is taken back by a row of its own, dated in an open month; the first row stays."""
    Campaign.objects.select_for_update().get(pk=cost.campaign_id)
    if cost.kind == CostKind.REVERSAL:
        raise BusinessRuleError(_("A reversal is not reversed: record the cost again."), code="reversal_of_reversal")
    if CampaignCost.objects.filter(reverses=cost).exists():
        raise AlreadyDone(_("This cost is already reversed."))
    day = day or _reversal_day(cost.day)
    _refuse_closed_month(day)
    refuse_excess(label, "label")
    reversal = CampaignCost.objects.create(
        campaign=cost.campaign,
        day=day,
        amount=cost.amount,
        kind=CostKind.REVERSAL,
        label=label or cost.label,
        reverses=cost,
        recorded_by=by,
    )
    audit.record("campaign.cost_reversed", cost.campaign, by=by, after={"cost": cost.pk, "day": day.isoformat()})
    return reversal


def _refuse_absurd_day(day: date) -> None:
    if not FIRST_DAY <= day <= clock.local_day() + timedelta(days=366):
        message = _("Choose a day between 2000 and a year from now.")
        raise BusinessRuleError(message, code="day_out_of_reach", fields={"day": message})


def _reversal_day(day: date) -> date:
    """The cost's own day while its month is open, today after that."""
    closed = ClosedMonth.objects.filter(month=day.replace(day=1)).exists()
    return clock.local_day() if closed else day


def _refuse_closed_month(day: date) -> None:
    if ClosedMonth.objects.filter(month=day.replace(day=1)).exists():
        message = _("This month is closed: date the row in an open month.")
        raise BusinessRuleError(message, code="month_closed", fields={"day": message})
