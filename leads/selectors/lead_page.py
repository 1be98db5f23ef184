"""One lead: what is known, why it is scored so, everything that happened, and what may be done now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from leads.choices import HandoffDecision, LeadState
from leads.models import Handoff, Lead, Touchpoint
from leads.selectors.routing_words import sentence

S = LeadState
PARTS: dict[str, Any] = {
    "email": _("E-mail address known"),
    "phone": _("Phone number known"),
    "role": _("Role in the company"),
    "size": _("Size of the company"),
    "sector": _("Sector"),
    "known_company": _("Company known in the CRM"),
    "field_facts": _("Fresh information from the field"),
    "form": _("Forms sent"),
    "click": _("Clicks"),
    "reply": _("Replies"),
    "attendance": _("Attendances"),
    "visit": _("Visits"),
    "finding": _("Field information"),
    "call": _("Calls"),
    "interest_strong": _("Strong interest heard"),
    "interest_medium": _("Medium interest heard"),
    "interest_weak": _("Weak interest heard"),
}
MOST_TOUCHES = 100
TOLD_BY_HANDOFF = {str(S.HANDED_OFF), str(S.ACCEPTED)}
TOLD_BY_OUTCOME = {str(S.WON), str(S.LOST)}
# For each state, what may be asked: (verb, permission), the first one allowed is the primary button.
ACTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    S.NEW: (("qualify", "leads.qualify_lead"), ("disqualify", "leads.qualify_lead")),
    S.QUALIFIED: (("route", "leads.route_lead"), ("assign", "leads.route_lead"), ("disqualify", "leads.qualify_lead")),
    S.ROUTED: (("hand_off", "leads.route_lead"), ("route", "leads.route_lead"), ("disqualify", "leads.qualify_lead")),
    S.HANDED_OFF: (("accept", "leads.decide_handoff"), ("reject", "leads.decide_handoff")),
    S.ACCEPTED: (("start_work", "leads.work_lead"), ("convert", "leads.work_lead")),
    S.WORKING: (("convert", "leads.work_lead"), ("recycle", "leads.work_lead")),
    S.RECYCLED: (("qualify", "leads.qualify_lead"), ("disqualify", "leads.qualify_lead")),
    S.DISQUALIFIED: (("requalify", "leads.qualify_lead"),),
}


@dataclass(frozen=True)
class Event:
    """One line of the timeline."""

    at: datetime
    kind: str
    icon: str
    title: str | Promise
    detail: str | Promise = ""
    who: str = ""
    tone: str = ""


@dataclass(frozen=True)
class ScorePart:
    label: str | Promise
    points: int
    count: int


@dataclass(frozen=True)
class LeadPage:
    lead: Lead
    events: list[Event]
    fit_parts: list[ScorePart]
    engagement_parts: list[ScorePart]
    handoff: Handoff | None
    actions: list[str]
    duplicates: list[Lead]
    why: str


def lead_page(user: User, lead: Lead) -> LeadPage:
    """Five queries, whatever the length of the history."""
    handoffs = list(lead.handoffs.select_related("to", "sent_by", "reason").order_by("sent_at"))
    pending = next((row for row in handoffs if row.decision == HandoffDecision.PENDING), None)
    outcomes = _outcomes(lead)
    told = (TOLD_BY_HANDOFF if handoffs else set()) | (TOLD_BY_OUTCOME if outcomes else set())
    events = [*_touches(lead), *_transitions(lead, told), *_handoffs(handoffs), *outcomes]
    same = Lead.objects.visible_to(user).same_person(lead.email, lead.phone).exclude(pk=lead.pk)
    return LeadPage(
        lead=lead,
        events=sorted(events, key=lambda event: event.at)[::-1],
        fit_parts=_parts(lead.score_details.get("fit", [])),
        engagement_parts=_parts(lead.score_details.get("engagement", [])),
        handoff=pending,
        actions=_actions(user, lead, pending),
        why=sentence(lead.routing_reason),
        duplicates=list(same.exclude(state=S.MERGED).select_related("campaign").order_by("-captured_at")[:5]),
    )


def _actions(user: User, lead: Lead, pending: Handoff | None) -> list[str]:
    allowed = [verb for verb, right in ACTIONS.get(lead.state, ()) if user.has_perm(right)]
    if pending and pending.to_id != user.pk:
        allowed = [verb for verb in allowed if verb not in ("accept", "reject")]
        if user.has_perm("leads.route_lead"):
            allowed.append("withdraw")
    return allowed


def _parts(rows: list[dict[str, Any]]) -> list[ScorePart]:
    return [ScorePart(PARTS.get(row["code"], row["code"]), row["points"], row["count"]) for row in rows]


def _touches(lead: Lead) -> list[Event]:
    mine = Touchpoint.objects.live().filter(lead=lead)
    if lead.contact_id:
        mine = mine | Touchpoint.objects.live().filter(contact_id=lead.contact_id)
    rows = mine.select_related("campaign", "met_by").order_by("-at")[:MOST_TOUCHES]
    return [
        Event(
            touch.at, "touch", "megaphone" if touch.campaign else "users", touch.get_kind_display(),
            touch.campaign.name if touch.campaign else touch.get_source_display(),
            touch.met_by.name if touch.met_by else "",
        )
        for touch in rows
    ]  # fmt: skip


def _transitions(lead: Lead, told: set[str]) -> list[Event]:
    """The changes of state that no other line tells."""
    return [
        Event(
            row.at, "state", "arrow-up-right", row.get_to_state_display(), sentence(row.note),
            row.by.name if row.by else "",
        )
        for row in lead.transitions.select_related("by")
        if row.to_state not in told
    ]  # fmt: skip


def _handoffs(handoffs: list[Handoff]) -> list[Event]:
    events = []
    for row in handoffs:
        events.append(Event(row.sent_at, "handoff", "send", _("Promise"), row.promise, row.sent_by.name))
        if row.breached_at:
            events.append(Event(row.breached_at, "handoff", "clock", _("Deadline missed"), "", row.to.name, "hot"))
        if row.decided_at:
            detail = " · ".join(part for part in (str(row.reason or ""), row.comment) if part)
            events.append(Event(row.decided_at, "handoff", "check", row.get_decision_display(), detail, row.to.name))
    return events


def _outcomes(lead: Lead) -> list[Event]:
    return [
        Event(
            row.created_at, "outcome", "trophy", row.get_result_display(),
            _("No longer valid: the deal was reopened.") if row.superseded_at else "",
        )
        for row in lead.outcomes.all()
    ]  # fmt: skip
