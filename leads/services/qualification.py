"""Qualifying, disqualifying, recycling and reopening leads."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.exceptions import BusinessRuleError, TransitionNotAllowed
from core.working_time import calendar_for
from leads.choices import LeadState, OwnerWhy, ReasonKind
from leads.models import ContractTerms, Lead, Reason
from leads.rules.workflow import LEAD, REOPENING
from leads.services.scoring import rescore
from leads.services.states import lock, move, state_before


@transaction.atomic
def qualify_lead(lead: Lead, *, by: User | None, now: datetime | None = None, note: str = "") -> Lead:
    """Marketing vouches for the lead: it may be routed."""
    now = now or clock.now()
    lead = lock(lead)
    LEAD.check(lead.state, LeadState.QUALIFIED)
    if not (lead.email or lead.phone):
        raise BusinessRuleError(
            _("Nobody can reach this person: add an e-mail address or a phone number."), code="unreachable"
        )
    rescore(lead, now=now)
    return move(
        lead,
        LeadState.QUALIFIED,
        by=by,
        now=now,
        note=note,
        qualified_at=lead.qualified_at or now,
        recycled_until=None,
        owner=None,
        team=None,
        routing_rule=None,
        routing_reason="",
    )


@transaction.atomic
def disqualify_lead(lead: Lead, *, by: User, reason: Reason, note: str = "", now: datetime | None = None) -> Lead:
    """The lead leaves the funnel, and we know why."""
    now = now or clock.now()
    lead = lock(lead)
    if reason.kind != ReasonKind.DISQUALIFY or not reason.active:
        message = _("Choose a reason of the list.")
        raise BusinessRuleError(message, code="unknown_reason", fields={"reason": message})
    return move(lead, LeadState.DISQUALIFIED, by=by, now=now, note=note, disqualify_reason=reason)


@transaction.atomic
def reopen_lead(lead: Lead, *, by: User, now: datetime | None = None) -> Lead:
    """A disqualified or recycled lead is back in the state held before, with whoever had it, as its history says.

    A handoff that was decided is not asked again: such a lead is qualified, and so is one whose rep left.
    """
    now = now or clock.now()
    lead = lock(lead)
    if lead.state not in (LeadState.DISQUALIFIED, LeadState.RECYCLED):
        raise BusinessRuleError(_("Only a disqualified or recycled lead is reopened."), code="not_closed")
    before, owner = state_before(lead), lead.owner or _last_owner(lead)
    held = before in (LeadState.ROUTED, LeadState.ACCEPTED, LeadState.WORKING)
    decided = before in ("", LeadState.RECYCLED, LeadState.DISQUALIFIED, LeadState.HANDED_OFF)
    if decided or (held and not (owner and owner.is_active)):
        before, held = LeadState.QUALIFIED, False
    changes: dict[str, Any] = {"disqualify_reason": None, "recycled_until": None, "owner": None, "team": None}
    if held and owner:
        changes |= {"owner": owner, "team": owner.team}
    if before == LeadState.ACCEPTED and owner:
        due = first_contact_due(owner, now)
        changes |= {"first_contact_due_at": due, "contact_paused_at": None, "contact_breached_at": None}
    return move(lead, before, by=by, now=now, why=OwnerWhy.REOPENED, table=REOPENING, **changes)


def first_contact_due(owner: User, now: datetime) -> datetime:
    """When the person must have been contacted, in the working hours of the owner's team."""
    return calendar_for(owner.team).add_hours(now, ContractTerms.objects.in_force(now).contact_hours)


def usual_return(now: datetime) -> date:
    """The day on which a lead recycled now comes back, when nobody chooses another."""
    return clock.local_day(now) + timedelta(days=ContractTerms.objects.in_force(now).recycle_days)


def _last_owner(lead: Lead) -> User | None:
    """Who had the lead when it was closed: the last one its history names."""
    last = lead.owners.exclude(before=None).filter(owner=None).select_related("before__team").order_by("-at", "-pk")
    row = last.first()
    return row.before if row else None


@transaction.atomic
def recycle_lead(
    lead: Lead, *, by: User | None, until: date | None = None, note: str = "", now: datetime | None = None
) -> Lead:
    """The lead goes back to marketing's care, without owner, until a date."""
    now = now or clock.now()
    lead = lock(lead)
    if lead.state == LeadState.HANDED_OFF:
        raise TransitionNotAllowed(_("This lead waits for an answer: take the handoff back first."))
    until = until or usual_return(now)
    if until <= clock.local_day(now):
        message = _("The lead must come back on a later day.")
        raise BusinessRuleError(message, code="date_past", fields={"until": message})
    return move(lead, LeadState.RECYCLED, by=by, now=now, note=note, recycled_until=until, owner=None, team=None)
