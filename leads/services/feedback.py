"""What the rep found the lead worth: fit, timing, data, rated at the first contact and again at the end."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import BusinessRuleError
from leads.choices import HandoffDecision, LeadState, OwnerWhy, RatingMark, RatingMoment
from leads.models import Lead, LeadRating
from leads.services.handoff import marketing_of, tell
from leads.services.states import lock

MARKS = ("fit", "timing", "data")
ENDED = (LeadState.CONVERTED, LeadState.WON, LeadState.LOST, LeadState.RECYCLED)
CONTACTED = (LeadState.WORKING, LeadState.CONVERTED, LeadState.WON, LeadState.LOST)
MOMENTS: dict[str, tuple[LeadState, ...]] = {
    RatingMoment.FIRST_CONTACT: CONTACTED, RatingMoment.END: (*CONTACTED, LeadState.RECYCLED),
}  # fmt: skip


@transaction.atomic
def rate_lead(
    lead: Lead,
    *,
    by: User,
    moment: str,
    fit: str = RatingMark.GOOD,
    timing: str = RatingMark.GOOD,
    data: str = RatingMark.GOOD,
    wrong_fields: Collection[str] = (),
    now: datetime | None = None,
) -> LeadRating:
    """The rating of this moment is this one; rated again, it says the last word and marketing hears what is poor."""
    now = now or clock.now()
    lead = lock(lead)
    if by.pk not in (lead.owner_id, gave_back(lead)):
        raise BusinessRuleError(_("Only the rep who has the lead rates it."), code="not_owner")
    if moment not in MOMENTS or lead.state not in MOMENTS[moment] or not _contacted(lead):
        raise BusinessRuleError(_("A lead is rated once its first contact is made."), code="not_contacted")
    marks = {"fit": fit, "timing": timing, "data": RatingMark.POOR if wrong_fields else data}
    handoffs = lead.handoffs.filter(decision=HandoffDecision.ACCEPTED).select_related(
        "sent_by", "lead__campaign__owner"
    )
    handoff = handoffs.order_by("-pk").first()
    rating = LeadRating.objects.select_for_update().filter(lead=lead, moment=moment, by=by).first()
    before = {name: getattr(rating, name) for name in MARKS} if rating else {}
    rating = rating or LeadRating(lead=lead, moment=moment)
    rating.by, rating.handoff, rating.rated_at, rating.wrong_fields = by, handoff, now, sorted(wrong_fields)
    for name, mark in marks.items():
        setattr(rating, name, mark)
    rating.full_clean()
    rating.save()
    audit.record("lead.rated", lead, by=by, before=before, after={"moment": moment, **marks})
    if handoff and RatingMark.POOR in marks.values():
        tell(marketing_of(handoff), handoff, "rated_poor", now, moment)
    return rating


def moment_due(lead: Lead, by: User) -> str:
    """The rating that this person owes for this lead; empty when none is due."""
    if by.pk not in (lead.owner_id, gave_back(lead)):
        return ""
    rated = set(LeadRating.objects.filter(lead=lead, by=by).values_list("moment", flat=True))
    if lead.state in CONTACTED and RatingMoment.FIRST_CONTACT not in rated:
        return RatingMoment.FIRST_CONTACT
    ended = lead.state in ENDED and _contacted(lead)
    return RatingMoment.END if ended and RatingMoment.END not in rated else ""


def gave_back(lead: Lead) -> int | None:
    """Who had the recycled lead before it went back to marketing; it is theirs to rate at the end."""
    if lead.state != LeadState.RECYCLED:
        return None
    lines = lead.owners.filter(owner=None, why=OwnerWhy.RETURNED).order_by("-at", "-pk")
    before: int | None = lines.values_list("before", flat=True).first()
    return before


def _contacted(lead: Lead) -> bool:
    """A lead given back is rated when its person was reached before."""
    return lead.state != LeadState.RECYCLED or lead.first_contacted_at is not None
