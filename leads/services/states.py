"""Moving a lead from one state to another: the transition table, the row, its history, the audit."""

from datetime import datetime
from typing import Any

from accounts.models import User
from core import audit
from crm.services.guarding import refuse_excess
from leads.models import Lead, LeadTransition
from leads.rules.workflow import LEAD


def lock(lead: Lead) -> Lead:
    """The lead as it is now, held until the end of the transaction."""
    held: Lead = Lead.objects.select_for_update(of=("self",)).get(pk=lead.pk)
    return held


def move(lead: Lead, to_state: str, *, by: User | None, now: datetime, note: str = "", **changes: Any) -> Lead:
    """The lead is in the new state with the changed fields, its history and audit say so."""
    from_state = lead.state
    LEAD.check(from_state, to_state)
    if by is not None:
        refuse_excess(note, "note")
    lead.state = to_state
    for name, value in changes.items():
        setattr(lead, name, value)
    lead.save(update_fields=["state", "updated_at", *changes])
    LeadTransition.objects.create(lead=lead, from_state=from_state, to_state=to_state, at=now, by=by, note=note)
    audit.record(f"lead.{to_state}", lead, by=by, before={"state": from_state}, after={"state": to_state})
    return lead


def state_before(lead: Lead) -> str:
    """The state held before the present one, read in the history."""
    last = lead.transitions.order_by("-at", "-pk").first()
    return last.from_state if last else ""
