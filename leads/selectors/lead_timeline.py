"""Everything that happened to a lead, on one line of time: touches, handoffs, scores, calls, mails, steps, changes."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.models import User
from crm.choices import ActivityKind
from leads.choices import LeadState, OutcomeResult, OwnerWhy, TouchKind, TouchSource
from leads.models import Handoff, HandoffQuestion, Lead, LeadRating, LeadScore, LeadStep
from leads.selectors.lead_log import Line, lines_of
from leads.selectors.routing_words import sentence
from leads.selectors.scoring_words import why
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
    steps: list[LeadStep]
    ratings: list[LeadRating]
    scores: list[LeadScore]  # the latest only
    lines: dict[str, list[Line]]  # by source


def history_of(user: User, lead: Lead) -> History:
    """Six queries; five without a handoff, for only handoffs bring questions."""
    handoffs = list(lead.handoffs.select_related("to", "sent_by", "reason").order_by("sent_at"))
    asked = HandoffQuestion.objects.filter(handoff__lead=lead).select_related("asked_by", "answered_by")
    return History(
        handoffs=handoffs,
        questions=list(asked) if handoffs else [],
        steps=list(LeadStep.objects.filter(lead=lead).select_related("who", "set_by", "closed_by")),
        ratings=list(LeadRating.objects.filter(lead=lead).select_related("by")),
        scores=list(LeadScore.objects.filter(lead=lead).order_by("-at", "-pk")[:MOST])[::-1],
        lines=lines_of(user, lead),
    )


def timeline(user: User, lead: Lead, history: History, *, kind: str = "") -> list[Event]:
    """The newest first, of one kind when asked; the same number of queries whatever the length of the history."""
    lines = history.lines.get
    outcomes = _outcomes(lines("outcome", []))
    told = (TOLD_BY_HANDOFF if history.handoffs else set()) | (TOLD_BY_OUTCOME if outcomes else set())
    events = [
        *_touches(lines("touch", [])), *_transitions(lines("transition", []), told), *_handoffs(history.handoffs),
        *_questions(history.questions), *outcomes, *_owners(lines("owner", [])), *_steps(history.steps),
        *_changes(lines("change", [])), *_ratings(history.ratings), *_scores(history.scores),
        *_activities(lines("activity", [])), *told_elsewhere(user, lead),
    ]  # fmt: skip
    if kind in KINDS:
        events = [event for event in events if event.kind == kind]
    return sorted(events, key=lambda event: event.at)[::-1]


def _scores(scores: list[LeadScore]) -> list[Event]:
    """The changes of place in the matrix, each with its why; the smaller ones are told beside the score."""
    moves = [(old, new) for old, new in pairwise([None, *scores]) if new and (not old or new.cell != old.cell)]
    events = []
    for old, new in moves:
        parts = (f"{old.cell} → {new.cell}" if old else new.cell, why(old, new))
        events.append(Event(new.at, "score", "gauge", _("Score"), " · ".join(part for part in parts if part)))
    return events


def _touches(lines: list[Line]) -> list[Event]:
    events = []
    for line in lines:
        kind, icon = TOUCHES.get(line.code, ("touch", "megaphone" if line.detail else "users"))
        detail = line.detail or TouchSource(line.more).label
        events.append(Event(line.at, kind, icon, TouchKind(line.code).label, detail, line.who))
    return events


def _transitions(lines: list[Line], told: set[str]) -> list[Event]:
    """The changes of state that no other line tells."""
    return [
        Event(line.at, "change", "arrow-up-right", LeadState(line.code).label, sentence(line.detail), line.who)
        for line in lines
        if line.code not in told
    ]


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
            said = Event(
                row.answered_at, "handoff", "reply", pgettext("noun", "Answer"), row.answer, row.answered_by.name
            )
            events.append(said)
    return events


def _outcomes(lines: list[Line]) -> list[Event]:
    gone = _("No longer valid: the deal was reopened.")
    return [
        Event(line.at, "change", "trophy", OutcomeResult(line.code).label, gone if line.more else "") for line in lines
    ]


def _owners(lines: list[Line]) -> list[Event]:
    events = []
    for line in lines:
        title = _("Owner: %(name)s") % {"name": line.detail} if line.detail else _("Without owner")
        events.append(Event(line.at, "change", "user", title, OwnerWhy(line.code).label, line.who))
    return events


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


def _changes(lines: list[Line]) -> list[Event]:
    return [
        Event(
            line.at, "change", "pencil", str(Lead._meta.get_field(line.code).verbose_name).capitalize(),  # type: ignore[union-attr]
            f"{line.detail or '—'} → {line.more or '—'}", line.who,
        )
        for line in lines
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


def _activities(lines: list[Line]) -> list[Event]:
    """What was logged in the CRM."""
    events = []
    for line in lines:
        kind, icon = ACTIVITIES[line.code]
        title = str(ActivityKind(line.code).label).capitalize()
        events.append(Event(line.at, kind, icon, title, line.detail, line.who))
    return events
