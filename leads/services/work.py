"""The rep works the lead accepted: the first contact is dated, late or not."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.exceptions import AlreadyDone
from leads.choices import LeadState, TouchKind, TouchSource
from leads.models import Lead
from leads.services.intake import record_touchpoint
from leads.services.states import lock, move


@transaction.atomic
def start_work(
    lead: Lead, *, by: User, now: datetime | None = None, kind: str = TouchKind.CALL, note: str = ""
) -> Lead:
    """The person was contacted for the first time: the lead is in progress."""
    now = now or clock.now()
    lead = lock(lead)
    if lead.state == LeadState.WORKING:
        raise AlreadyDone(_("This lead is already in progress."))
    lead = move(lead, LeadState.WORKING, by=by, now=now, note=note, first_contacted_at=now)
    record_touchpoint(
        kind=kind, source=TouchSource.SALES, external_key=f"first-contact:{lead.pk}", at=now, lead=lead,
        contact=lead.contact, met_by=by,
    )  # fmt: skip
    return lead
