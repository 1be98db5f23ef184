"""One lead: what is known, why it is scored so, everything that happened, and what may be done now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from accounts.models import User
from leads.choices import HandoffDecision, LeadState, OwnerWhy
from leads.models import Handoff, HandoffQuestion, Lead, LeadRating, LeadScore, LeadStep
from leads.rules.scoring import FIT
from leads.selectors import scoring_words
from leads.selectors.lead_log import Line
from leads.selectors.lead_timeline import history_of, timeline
from leads.selectors.probability_page import Why, why
from leads.selectors.routing_words import sentence
from leads.timeline import KINDS, Event

S = LeadState
MOST_SCORES = 12
# For each state, what may be asked: (verb, permission), the first one allowed is the primary button.
ACTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    S.NEW: (("qualify", "leads.qualify_lead"), ("disqualify", "leads.qualify_lead")),
    S.QUALIFIED: (("route", "leads.route_lead"), ("assign", "leads.route_lead"), ("disqualify", "leads.qualify_lead")),
    S.ROUTED: (("hand_off", "leads.route_lead"), ("route", "leads.route_lead"), ("disqualify", "leads.qualify_lead")),
    S.HANDED_OFF: (("accept", "leads.decide_handoff"), ("reject", "leads.decide_handoff")),
    S.ACCEPTED: (("start_work", "leads.work_lead"), ("convert", "leads.work_lead")),
    S.WORKING: (("convert", "leads.work_lead"), ("recycle", "leads.work_lead")),
    S.RECYCLED: (
        ("qualify", "leads.qualify_lead"),
        ("reopen", "leads.qualify_lead"),
        ("disqualify", "leads.qualify_lead"),
    ),
    S.DISQUALIFIED: (("reopen", "leads.qualify_lead"),),
}


@dataclass(frozen=True)
class ScorePart:
    label: str | Promise
    points: int
    count: int


@dataclass(frozen=True)
class Owner:
    """Who had the lead (nobody: marketing), why, since when and by whom."""

    name: str
    why: str | Promise
    by: str
    at: datetime


@dataclass(frozen=True)
class LeadPage:
    lead: Lead
    events: list[Event]
    kinds: list[tuple[str, Any, bool]]
    question: HandoffQuestion | None
    accepted: Handoff | None
    owners: list[Owner]
    ratings: list[LeadRating]
    step: LeadStep | None
    rating_due: bool
    fit_parts: list[ScorePart]
    engagement_parts: list[ScorePart]
    scores: list[LeadScore]
    chance: Why | None
    handoff: Handoff | None
    actions: list[str]
    duplicates: list[Lead]
    why: str


def lead_page(user: User, lead: Lead, *, kind: str = "") -> LeadPage:
    """As many queries whatever the length of the history; the timeline of one kind when asked."""
    history = history_of(user, lead)
    handoffs = history.handoffs
    pending = next((row for row in handoffs if row.decision == HandoffDecision.PENDING), None)
    same = Lead.objects.visible_to(user).same_person(lead.email, lead.phone).exclude(pk=lead.pk)
    parts = _parts(lead)
    return LeadPage(
        lead=lead,
        events=timeline(user, lead, history, kind=kind),
        kinds=[(key, label, key == kind) for key, label in KINDS.items()],
        question=next((row for row in history.questions if row.closed_at is None), None),
        accepted=next((row for row in reversed(handoffs) if row.decision == HandoffDecision.ACCEPTED), None),
        owners=_owners(history.lines.get("owner", [])),
        ratings=history.ratings,
        rating_due=lead.owner_id == user.pk and _rating_due(lead, {row.moment for row in history.ratings}),
        step=next((row for row in history.steps if row.closed_at is None), None),
        fit_parts=[part for axis, part in parts if axis == FIT],
        engagement_parts=[part for axis, part in parts if axis != FIT],
        scores=history.scores[: -MOST_SCORES - 1 : -1],
        chance=why(lead),
        handoff=pending,
        actions=_actions(user, lead, pending),
        why=sentence(lead.routing_reason),
        duplicates=list(same.exclude(state=S.MERGED).select_related("campaign").order_by("-captured_at")[:5]),
    )


def _owners(lines: list[Line]) -> list[Owner]:
    return [Owner(one.detail, OwnerWhy(one.code).label, one.who, one.at) for one in reversed(lines)]


def _rating_due(lead: Lead, rated: set[str]) -> bool:
    """The first contact is made and not rated, or the deal is open and the lead not rated again."""
    over = lead.state in (S.CONVERTED, S.WON, S.LOST)
    return (over or lead.state == S.WORKING) and not ({"first", "end"} if over else {"first"}) <= rated


def _actions(user: User, lead: Lead, pending: Handoff | None) -> list[str]:
    allowed = [verb for verb, right in ACTIONS.get(lead.state, ()) if user.has_perm(right)]
    if pending and pending.to_id != user.pk:
        allowed = [verb for verb in allowed if verb not in ("accept", "reject")]
        if user.has_perm("leads.route_lead"):
            allowed.append("withdraw")
    return allowed


def _parts(lead: Lead) -> list[tuple[str, ScorePart]]:
    found = scoring_words.parts(lead.score.score_details)
    return [(one.axis, ScorePart(scoring_words.part(one), one.points, one.count)) for one in found]
