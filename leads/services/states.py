"""Moving a lead from one state to another: the transition table, the row, its history, the audit."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from core import audit
from core.workflow import Workflow
from crm.services.guarding import refuse_excess
from leads.choices import Clock, LeadState, OwnerWhy
from leads.models import HandoffQuestion, Lead, LeadOwnership, LeadTransition
from leads.rules.workflow import LEAD

WHY: dict[str, OwnerWhy] = {
    LeadState.ROUTED: OwnerWhy.ROUTED,
    LeadState.HANDED_OFF: OwnerWhy.CHOSEN,
    LeadState.ACCEPTED: OwnerWhy.ACCEPTED,
}


def lock(lead: Lead) -> Lead:
    """The lead as it is now, held until the end of the transaction; without its key, which scoring waits for."""
    held: Lead = Lead.objects.select_for_update(of=("self",), no_key=True).get(pk=lead.pk)
    return held


def move(
    lead: Lead,
    to_state: str,
    *,
    by: User | None,
    now: datetime,
    note: str = "",
    why: str = "",
    table: Workflow = LEAD,
    **changes: Any,
) -> Lead:
    """The lead is in the new state with the changed fields; its history, its owners and the audit say so."""
    from_state, before = lead.state, lead.owner_id
    table.check(from_state, to_state)
    if by is not None:
        refuse_excess(note, "note")
    lead.state = to_state
    if from_state == LeadState.ACCEPTED:
        close_contact_question(lead, now)
        changes = {"contact_paused_at": None, **changes}
    for name, value in changes.items():
        setattr(lead, name, value)
    lead.save(update_fields=["state", "updated_at", *changes])
    LeadTransition.objects.create(lead=lead, from_state=from_state, to_state=to_state, at=now, by=by, note=note)
    note_owner(lead, before, by=by, now=now, why=why or WHY.get(to_state, OwnerWhy.RETURNED))
    audit.record(f"lead.{to_state}", lead, by=by, before={"state": from_state}, after={"state": to_state})
    return lead


def note_owner(lead: Lead, before: int | None, *, by: User | None, now: datetime, why: str) -> None:
    """A change of hands is one more line of the lead's owners."""
    if lead.owner_id != before:
        LeadOwnership.objects.create(lead=lead, owner_id=lead.owner_id, before_id=before, at=now, by=by, why=why)


def close_contact_question(lead: Lead, now: datetime) -> timedelta | None:
    """The lead is called, given up or in other hands: no question about its first contact waits; what it had left."""
    waiting = HandoffQuestion.objects.open().filter(handoff__lead=lead, clock=Clock.CONTACT)
    left: timedelta | None = waiting.values_list("left", flat=True).first()
    waiting.update(closed_at=now, updated_at=now)
    return left


def state_before(lead: Lead) -> str:
    """The state held before the present one, read in the history."""
    last = lead.transitions.order_by("-at", "-pk").first()
    return last.from_state if last else ""
