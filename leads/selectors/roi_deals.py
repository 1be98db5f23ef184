"""The rows behind an attributed amount: which deals, which share, under which model."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.dateparse import parse_date

from accounts.models import User
from leads.choices import AttributionModel
from leads.models import Campaign, RevenueAttribution


@dataclass(frozen=True)
class AskedDeals:
    """Campaign, model and days; anything unreadable falls back to all."""

    model: str
    campaign: Campaign | None
    bucket: str
    first: date
    last: date

    @classmethod
    def of(cls, user: User, query: Any) -> "AskedDeals":
        model, number = query.get("model", ""), query.get("campaign", "")
        found = Campaign.objects.visible_to(user).filter(pk=number).first() if number.isdecimal() else None
        bucket = query.get("bucket", "")
        return cls(
            model if model in AttributionModel.values else AttributionModel.U,
            found,
            bucket if bucket in ("field", "none") else "",
            _day(query.get("first", "")) or date(2000, 1, 1),
            _day(query.get("last", "")) or date(2100, 1, 1),
        )


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def deals(user: User, asked: AskedDeals) -> QuerySet[RevenueAttribution]:
    """The shares of that model, newest deal first."""
    found = (
        RevenueAttribution.objects.visible_to(user)
        .between(asked.first, asked.last)
        .filter(model=asked.model)
        .select_related("opportunity__company", "campaign")
    )
    if asked.campaign:
        return found.filter(campaign=asked.campaign)
    return found.filter(bucket=asked.bucket) if asked.bucket else found.exclude(campaign=None)
