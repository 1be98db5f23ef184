"""The pipeline as a board: a column for each state, the newest leads of each, and where each lead may go from there."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from leads.choices import LeadState
from leads.models import Lead, LeadStep

S = LeadState
SHOWN = 15
# For each state: where a lead may go, the verb that takes it there and the right it needs, in the order of the menu.
MOVES: dict[str, tuple[tuple[str, str, str], ...]] = {
    S.NEW: ((S.QUALIFIED, "qualify", "leads.qualify_lead"), (S.DISQUALIFIED, "disqualify", "leads.qualify_lead")),
    S.QUALIFIED: (
        (S.ROUTED, "route", "leads.route_lead"),
        (S.HANDED_OFF, "hand_off", "leads.route_lead"),
        (S.DISQUALIFIED, "disqualify", "leads.qualify_lead"),
    ),
    S.ROUTED: (
        (S.HANDED_OFF, "hand_off", "leads.route_lead"),
        (S.DISQUALIFIED, "disqualify", "leads.qualify_lead"),
    ),
    S.HANDED_OFF: ((S.ACCEPTED, "accept", "leads.decide_handoff"), (S.RECYCLED, "reject", "leads.decide_handoff")),
    S.ACCEPTED: (
        (S.WORKING, "start_work", "leads.work_lead"),
        (S.CONVERTED, "convert", "leads.work_lead"),
        (S.RECYCLED, "recycle", "leads.work_lead"),
    ),
    S.WORKING: ((S.CONVERTED, "convert", "leads.work_lead"), (S.RECYCLED, "recycle", "leads.work_lead")),
    S.CONVERTED: (),
}


@dataclass(frozen=True)
class Card:
    lead: Lead
    step: LeadStep | None
    moves: list[tuple[str, Any]]


@dataclass(frozen=True)
class Column:
    state: str
    label: Any
    cards: list[Card]
    more: bool


def board(user: User, leads: QuerySet[Lead]) -> list[Column]:
    """One query for each column and one for the next steps, whatever the number of leads."""
    rows = {state: list(_newest(leads, state)) for state in MOVES}
    ids = [lead.pk for found in rows.values() for lead in found]
    steps = {step.lead_id: step for step in LeadStep.objects.open().filter(lead__in=ids).select_related("who")}
    return [
        Column(
            state, LeadState(state).label,
            [Card(lead, steps.get(lead.pk), moves_of(user, lead)) for lead in found[:SHOWN]], len(found) > SHOWN,
        )
        for state, found in rows.items()
    ]  # fmt: skip


def _newest(leads: QuerySet[Lead], state: str) -> QuerySet[Lead]:
    rows: QuerySet[Lead] = leads.filter(state=state).select_related("owner", "campaign", "score")
    return rows.order_by("-captured_at", "-pk")[: SHOWN + 1]


def moves_of(user: User, lead: Lead) -> list[tuple[str, Any]]:
    """The states this person may take the lead to; only the receiver decides on a handoff."""
    moves = [(str(state), LeadState(state).label) for state, _verb, right in MOVES[lead.state] if user.has_perm(right)]
    return [] if lead.state == S.HANDED_OFF and lead.owner_id != user.pk else moves


def verb_to(user: User, lead: Lead, state: str) -> str:
    """The verb that takes this lead to that state; empty when this person may not, or nothing leads there."""
    allowed = {key for key, _label in moves_of(user, lead)} if lead.state in MOVES else set()
    verbs = {str(to): verb for to, verb, _right in MOVES.get(lead.state, ())}
    return verbs.get(state, "") if state in allowed else ""
