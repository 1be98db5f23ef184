"""The person of a lead asked to be left alone."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from core import clock
from leads.choices import HandoffDecision, LeadState
from leads.models import Handoff, Lead
from leads.services.handoff import decide
from leads.services.states import lock, move


@transaction.atomic
def record_objection(lead: Lead, *, by: User, now: datetime | None = None) -> Lead:
    """The lead stops for good; an open handoff is withdrawn, nobody is credited or blamed and no question waits."""
    now = now or clock.now()
    lead = lock(lead)
    pending = Handoff.objects.pending().filter(lead=lead).select_for_update(of=("self",)).select_related("to__team")
    for handoff in pending:
        decide(handoff, HandoffDecision.WITHDRAWN, by=by, now=now, in_time=None)
    return move(lead, LeadState.OBJECTED, by=by, now=now, owner=None, team=None)
