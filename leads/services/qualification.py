"""Qualifying, disqualifying and recycling leads; recording an objection."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.exceptions import BusinessRuleError
from leads.choices import HandoffDecision, LeadState, ReasonKind
from leads.models import Handoff, Lead, Reason
from leads.rules.workflow import LEAD
from leads.services.scoring import rescore
from leads.services.states import lock, move, state_before

RECYCLE_DAYS = 90


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
def requalify_lead(lead: Lead, *, by: User, now: datetime | None = None) -> Lead:
    """A disqualified lead is back in the state held before, read in its history."""
    now = now or clock.now()
    lead = lock(lead)
    if lead.state != LeadState.DISQUALIFIED:
        raise BusinessRuleError(_("Only a disqualified lead is reopened."), code="not_disqualified")
    before = state_before(lead)
    before = LeadState.QUALIFIED if before == LeadState.RECYCLED else before
    return move(lead, before, by=by, now=now, disqualify_reason=None)


@transaction.atomic
def recycle_lead(
    lead: Lead, *, by: User | None, until: date | None = None, note: str = "", now: datetime | None = None
) -> Lead:
    """The lead goes back to marketing's care, without owner, until a date."""
    now = now or clock.now()
    lead = lock(lead)
    until = until or clock.local_day(now) + timedelta(days=RECYCLE_DAYS)
    if until <= clock.local_day(now):
        message = _("The lead must come back on a later day.")
        raise BusinessRuleError(message, code="date_past", fields={"until": message})
    return move(lead, LeadState.RECYCLED, by=by, now=now, note=note, recycled_until=until, owner=None, team=None)


@transaction.atomic
def record_objection(lead: Lead, *, by: User, now: datetime | None = None) -> Lead:
    """The person asked to be left alone: the lead stops for good, an open handoff is withdrawn."""
    now = now or clock.now()
    lead = lock(lead)
    Handoff.objects.filter(lead=lead, decision=HandoffDecision.PENDING).update(
        decision=HandoffDecision.WITHDRAWN, decided_at=now, decided_by=by
    )
    return move(lead, LeadState.OBJECTED, by=by, now=now, owner=None, team=None)
