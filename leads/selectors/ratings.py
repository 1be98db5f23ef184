"""What reps found the leads of a campaign worth: how many rated, and the share as promised of each question."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.numbers import ratio
from leads.models import Campaign, Lead, LeadRating

ASKED = {"fit": _("Fit"), "timing": _("Timing"), "data": _("Data")}


@dataclass(frozen=True)
class Share:
    label: Any
    good: int
    rated: int

    @property
    def share(self) -> Decimal | None:
        return ratio(self.good, self.rated)


def ratings_of(user: User, campaign: Campaign) -> list[Share]:
    """One line for each question, over the ratings of both moments; nothing when nobody rated."""
    rows = LeadRating.objects.visible_to(user).filter(lead__campaign=campaign).order_by()
    counts = rows.aggregate(rated=Count("pk"), **{name: Count("pk", filter=Q(**{name: "good"})) for name in ASKED})
    if not counts["rated"]:
        return []
    return [Share(label, counts[name], counts["rated"]) for name, label in ASKED.items()]


def leads_to_rate(user: User) -> QuerySet[Lead]:
    """The leads in reach, and those this person gave back to marketing."""
    rows: QuerySet[Lead] = Lead.objects.to_rate(user).select_related("company", "contact")
    return rows


def wrong_fields(rating: LeadRating) -> list[str]:
    """The wrong particulars by their names."""
    known = {field.name: str(field.verbose_name) for field in Lead._meta.fields}
    return [known.get(name, name) for name in rating.wrong_fields]
