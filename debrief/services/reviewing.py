"""Marketing takes a day, returns it with a question, closes it; the rep answers."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock, working_time
from core.exceptions import BusinessRuleError
from core.notifications import notify
from core.text import clean_text
from crm.services.guarding import refuse_excess
from debrief.choices import DebriefState, FindingState
from debrief.models import Debrief, Finding, Verdict
from debrief.rules.workflow import DEBRIEF
from debrief.services.drafts import lock_debrief


def refuse_own(debrief: Debrief, by: User) -> None:
    """Nobody judges her own day."""
    if debrief.rep_id == by.pk:
        raise BusinessRuleError(_("You cannot review your own debrief."), code="own_debrief")


@transaction.atomic
def start_review(debrief: Debrief, *, by: User, now: datetime | None = None) -> Debrief:
    """A reviewer has taken the day."""
    locked = lock_debrief(debrief)
    refuse_own(locked, by)
    if locked.state == DebriefState.IN_REVIEW:
        raise BusinessRuleError(
            _("%(name)s is already reviewing this day.") % {"name": locked.reviewer}, code="already_taken"
        )
    take(locked, by=by, now=now or clock.now())
    return locked


def take(debrief: Debrief, *, by: User, now: datetime) -> None:
    """The locked day is in review; its first reviewer is kept through returns."""
    before = debrief.state
    DEBRIEF.check(before, DebriefState.IN_REVIEW)
    debrief.state = DebriefState.IN_REVIEW
    debrief.reviewer = debrief.reviewer or by
    debrief.review_started_at = debrief.review_started_at or now
    debrief.save(update_fields=["state", "reviewer", "review_started_at", "updated_at"])
    audit.record("debrief.review_started", debrief, by=by, before={"state": before}, after={"state": debrief.state})


@transaction.atomic
def return_debrief(debrief: Debrief, *, by: User, question: str, now: datetime | None = None) -> Debrief:
    """The day is back with its author, with a question; marketing's clock stops."""
    now = now or clock.now()
    locked = lock_debrief(debrief)
    refuse_own(locked, by)
    text = _text(question, "question", _("Write your question."))
    if locked.state == DebriefState.FILED:
        take(locked, by=by, now=now)
    DEBRIEF.check(locked.state, DebriefState.RETURNED)
    locked.state, locked.question, locked.returned_at = DebriefState.RETURNED, text, now
    locked.answer, locked.answered_at = "", None
    locked.save(update_fields=["state", "question", "returned_at", "answer", "answered_at", "updated_at"])
    audit.record("debrief.returned", locked, by=by, after={"state": locked.state})
    _tell(locked, locked.rep, "day_returned", f"returned:{now.isoformat()}", now, name=by.name)
    return locked


@transaction.atomic
def answer_return(debrief: Debrief, *, by: User, answer: str, now: datetime | None = None) -> Debrief:
    """The rep has answered: the day is in the queue again, with the working time marketing had left."""
    now = now or clock.now()
    locked = lock_debrief(debrief)
    if locked.rep_id != by.pk:
        raise BusinessRuleError(_("Only the author may answer."), code="not_author")
    if locked.state != DebriefState.RETURNED:
        raise BusinessRuleError(_("There is no question to answer."), code="nothing_to_answer")
    text = _text(answer, "answer", _("Write your answer."))
    DEBRIEF.check(locked.state, DebriefState.FILED)
    locked.state, locked.answer, locked.answered_at = DebriefState.FILED, text, now
    locked.review_due_at = due_after_pause(locked, now)
    locked.save(update_fields=["state", "answer", "answered_at", "review_due_at", "updated_at"])
    audit.record("debrief.answered", locked, by=by, after={"state": locked.state})
    _tell(locked, locked.reviewer, "day_answered", f"answered:{now.isoformat()}", now, name=by.name)
    return locked


def due_after_pause(debrief: Debrief, now: datetime) -> datetime | None:
    """The deadline, later by the working hours the day spent with its author."""
    due, since = debrief.review_due_at, debrief.returned_at
    if due is None or since is None or since >= due:
        return due
    calendar = working_time.calendar_for(debrief.rep.team)
    return calendar.add_hours(now, calendar.hours_between(since, due))


@transaction.atomic
def resume_review(debrief: Debrief, *, by: User, now: datetime | None = None) -> Debrief:
    """Marketing takes the question back without waiting for the answer."""
    now = now or clock.now()
    locked = lock_debrief(debrief)
    refuse_own(locked, by)
    if locked.state != DebriefState.RETURNED:
        raise BusinessRuleError(_("There is no question to take back."), code="nothing_returned")
    locked.review_due_at = due_after_pause(locked, now)
    locked.save(update_fields=["review_due_at", "updated_at"])
    take(locked, by=by, now=now)
    return locked


@transaction.atomic
def close_debrief(debrief: Debrief, *, by: User, now: datetime | None = None) -> Debrief:
    """The day is judged: no finding waits."""
    locked = lock_debrief(debrief)
    refuse_own(locked, by)
    waiting = (FindingState.PENDING, FindingState.QUARANTINED)
    if left := Finding.objects.filter(visit__debrief=locked, state__in=waiting).count():
        raise BusinessRuleError(_("%(left)s finding(s) still to judge.") % {"left": left}, code="findings_pending")
    if locked.state == DebriefState.FILED:
        take(locked, by=by, now=now or clock.now())
    before = locked.state
    DEBRIEF.check(before, DebriefState.CLOSED)
    locked.state, locked.closed_at = DebriefState.CLOSED, now or clock.now()
    locked.save(update_fields=["state", "closed_at", "updated_at"])
    audit.record("debrief.closed", locked, by=by, before={"state": before}, after={"state": locked.state})
    told = Finding.objects.filter(visit__debrief=locked).live()
    kept = Verdict.objects.credited().filter(finding__in=told).count()
    _tell(locked, locked.rep, "day_reviewed", "reviewed", locked.closed_at, kept=kept, told=told.count())
    return locked


def _tell(debrief: Debrief, to: User | None, kind: str, event: str, now: datetime, **words: Any) -> None:
    """The other side finds it among her news."""
    params = {"day": debrief.work_date.isoformat(), **words}
    path = debrief.get_absolute_url()
    if kind == "day_returned":
        path = reverse("debrief:debrief_answer", args=[debrief.pk])
    elif kind == "day_answered":
        path = reverse("debrief:review_sheet", args=[debrief.pk])
    people = [to] if to else []
    notify(to=people, kind=kind, key=f"debrief:{debrief.pk}:{event}", path=path, params=params, now=now)


def _text(value: str, field: str, missing: Any) -> str:
    text = clean_text(value).strip()
    if not text:
        raise ValidationError({field: missing})
    if len(text) > 500:
        raise ValidationError({field: _("At most 500 characters.")})
    refuse_excess(text, field)
    return text
