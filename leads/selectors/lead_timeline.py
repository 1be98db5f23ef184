"""Everything that happened to a lead, on one line of time: touches, handoffs, scores, calls, mails, steps, changes."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.models import User
from crm.choices import ActivityKind
from crm.models import Activity
from leads.choices import LeadState, TouchKind
from leads.models import (
    Handoff,
    HandoffQuestion,
    Lead,
    LeadChange,
    LeadOwnership,
    LeadRating,
    LeadScore,
    LeadStep,
    Touchpoint,
)
from leads.selectors.routing_words import sentence
from leads.timeline import KINDS, Event, told_elsewhere

MOST = 100
TOLD_BY_HANDOFF = {str(LeadState.HANDED_OFF), str(LeadState.ACCEPTED)}
TOLD_BY_OUTCOME = {str(LeadState.WON), str(LeadState.LOST)}
TOUCHES: dict[str, tuple[str, str]] = {
    TouchKind.CALL: ("call", "phone"),
    TouchKind.REPLY: ("mail", "reply"),
    TouchKind.FINDING: ("finding", "lightbulb"),
    TouchKind.VISIT: ("finding", "users"),
}
ACTIVITIES: dict[str, tuple[str, str]] = {
    ActivityKind.CALL: ("call", "phone"),
    ActivityKind.EMAIL: ("mail", "mail"),
    ActivityKind.VISIT: ("finding", "users"),
    ActivityKind.NOTE: ("change", "notebook-pen"),
}
RATED = {"fit": gettext_lazy("Fit"), "timing": gettext_lazy("Timing"), "data": gettext_lazy("Data")}


@dataclass(frozen=True)
class History:
    """What the page of a lead shows twice, in its boxes and on the line of time: read once, oldest first."""

    handoffs: list[Handoff]
    questions: list[HandoffQuestion]
    owners: list[LeadOwnership]
    steps: list[LeadStep]
    ratings: list[LeadRating]
    scores: list[LeadScore]  # the latest only


def history_of(lead: Lead) -> History:
    """Six queries."""
    asked = HandoffQuestion.objects.filter(handoff__lead=lead).select_related("asked_by", "answered_by")
    return History(
        handoffs=list(lead.handoffs.select_related("to", "sent_by", "reason").order_by("sent_at")),
        questions=list(asked),
        owners=list(LeadOwnership.objects.filter(lead=lead).select_related("owner", "by").order_by("at", "pk")),
        steps=list(LeadStep.objects.filter(lead=lead).select_related("who", "set_by", "closed_by")),
        ratings=list(LeadRating.objects.filter(lead=lead).select_related("by")),
        scores=list(LeadScore.objects.filter(lead=lead).order_by("-at", "-pk")[:MOST])[::-1],
    )


def timeline(user: User, lead: Lead, history: History, *, kind: str = "") -> list[Event]:
    """The newest first, of one kind when asked; the same number of queries whatever the length of the history."""
    outcomes = _outcomes(lead)
    told = (TOLD_BY_HANDOFF if history.handoffs else set()) | (TOLD_BY_OUTCOME if outcomes else set())
    events = [
        *_touches(lead), *_transitions(lead, told), *_handoffs(history.handoffs), *_questions(history.questions),
        *outcomes, *_owners(history.owners), *_steps(history.steps), *_changes(lead), *_ratings(history.ratings),
        *_scores(history.scores), *_activities(user, lead), *told_elsewhere(user, lead),
    ]  # fmt: skip
    if kind in KINDS:
        events = [event for event in events if event.kind == kind]
    return sorted(events, key=lambda event: event.at)[::-1]


def _scores(scores: list[LeadScore]) -> list[Event]:
    """The changes of place in the matrix; the smaller ones are told beside the score."""
    moves = [(old, new) for old, new in pairwise([None, *scores]) if new and (not old or new.cell != old.cell)]
    return [
        Event(new.at, "score", "gauge", _("Score"), f"{old.cell} → {new.cell}" if old else new.cell)
        for old, new in moves
    ]


def _touches(lead: Lead) -> list[Event]:
    mine = Touchpoint.objects.live().filter(lead=lead)
    if lead.contact_id:
        mine = mine | Touchpoint.objects.live().filter(contact_id=lead.contact_id)
    rows = mine.select_related("campaign", "met_by").order_by("-at")[:MOST]
    return [_touch(touch) for touch in rows]


def _touch(touch: Touchpoint) -> Event:
    kind, icon = TOUCHES.get(touch.kind, ("touch", "megaphone" if touch.campaign else "users"))
    detail = touch.campaign.name if touch.campaign else touch.get_source_display()
    return Event(touch.at, kind, icon, touch.get_kind_display(), detail, touch.met_by.name if touch.met_by else "")


def _transitions(lead: Lead, told: set[str]) -> list[Event]:
    """The changes of state that no other line tells."""
    return [
        Event(
            row.at, "change", "arrow-up-right", row.get_to_state_display(), sentence(row.note),
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
            parts = (str(row.reason or ""), row.evidence, row.comment)
            detail = " · ".join(part for part in parts if part)
            events.append(Event(row.decided_at, "handoff", "check", row.get_decision_display(), detail, row.to.name))
    return events


def _questions(rows: list[HandoffQuestion]) -> list[Event]:
    events = []
    for row in rows:
        asked = Event(row.asked_at, "handoff", "circle-question-mark", _("Question"), row.question, row.asked_by.name)
        events.append(asked)
        if row.breached_at:
            events.append(Event(row.breached_at, "handoff", "clock", _("Answer late"), "", "", "hot"))
        if row.answered_at and row.answered_by:
            said = Event(row.answered_at, "handoff", "reply", _("Answer"), row.answer, row.answered_by.name)
            events.append(said)
    return events


def _outcomes(lead: Lead) -> list[Event]:
    return [
        Event(
            row.created_at, "change", "trophy", row.get_result_display(),
            _("No longer valid: the deal was reopened.") if row.superseded_at else "",
        )
        for row in lead.outcomes.all()
    ]  # fmt: skip


def _owners(rows: list[LeadOwnership]) -> list[Event]:
    return [
        Event(
            row.at, "change", "user", _("Owner: %(name)s") % {"name": row.owner} if row.owner else _("Without owner"),
            row.get_why_display(), row.by.name if row.by else "",
        )
        for row in rows
    ]  # fmt: skip


def _steps(rows: list[LeadStep]) -> list[Event]:
    events = []
    for row in rows:
        events.append(Event(row.set_at, "step", "calendar-plus", _("Next step set"), row.what, row.set_by.name))
        if row.done and row.closed_at and row.closed_by:
            done = Event(
                row.closed_at, "step", "calendar-check", pgettext("step", "Done"), row.what, row.closed_by.name, "good"
            )
            events.append(done)
    return events


def _changes(lead: Lead) -> list[Event]:
    rows = LeadChange.objects.filter(lead=lead).select_related("by").order_by("-at", "-pk")[:MOST]
    return [
        Event(
            row.at, "change", "pencil", str(Lead._meta.get_field(row.field).verbose_name).capitalize(),  # type: ignore[union-attr]
            f"{row.old or '—'} → {row.new or '—'}", row.by.name if row.by else "",
        )
        for row in rows
    ]  # fmt: skip


def _ratings(rows: list[LeadRating]) -> list[Event]:
    events = []
    for row in rows:
        poor = [str(label) for name, label in RATED.items() if getattr(row, name) == "poor"]
        detail = _("Not as promised: %(what)s") % {"what": ", ".join(poor)} if poor else _("As promised")
        tone = "hot" if poor else "good"
        title = _("Rating: %(moment)s") % {"moment": row.get_moment_display()}
        events.append(Event(row.rated_at, "handoff", "star", title, detail, row.by.name, tone))
    return events


def _activities(user: User, lead: Lead) -> list[Event]:
    """What was logged in the CRM with this person, or on this deal."""
    if not lead.contact_id and not lead.opportunity_id:
        return []
    seen = Activity.objects.visible_to(user).select_related("by")
    mine = seen.none()
    if lead.contact_id:
        mine = mine | seen.filter(contact_id=lead.contact_id)
    if lead.opportunity_id:
        mine = mine | seen.filter(opportunity_id=lead.opportunity_id)
    events = []
    for row in mine.order_by("-at", "-pk")[:MOST]:
        kind, icon = ACTIVITIES[row.kind]
        events.append(Event(row.at, kind, icon, row.get_kind_display().capitalize(), row.text, row.by.name))
    return events
