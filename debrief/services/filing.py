"""The rep's day: opened, told, filed, declared empty, excused, withdrawn."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock, working_time
from core.exceptions import AlreadyDone, BusinessRuleError
from core.text import clean_text
from crm.services.guarding import refuse_excess
from debrief.choices import DebriefOutcome, DebriefState, ExcuseReason, FindingKind, FindingState, VisitState
from debrief.models import Debrief, Finding, Verdict, Visit
from debrief.models.agenda import zone_of
from debrief.models.colleagues import shared_visits
from debrief.models.knowledge import appraise
from debrief.rules import timeliness as rule
from debrief.rules.workflow import DEBRIEF
from debrief.services import touches
from debrief.services.answering import tell_askers
from debrief.services.drafts import check_window, lock_debrief
from debrief.services.entries import FindingEntry
from debrief.services.findings import write_finding
from debrief.services.payload import as_day, as_instant, visits_of
from debrief.services.planning import prefill
from debrief.services.visits import add_visit, remove_visit

REVIEW_HOURS = 8  # where the rep has no team
FILING = ["state", "outcome", "filed_at", "captured_at", "received_at", "timeliness", "seconds_spent", "client_key"]
FILING += ["excuse", "review_due_at", "closed_at", "updated_at"]


@transaction.atomic
def open_day(*, rep: User, day: date, by: User, now: datetime | None = None, plan: bool = True) -> Debrief:
    """The rep has a draft for that day, prefilled once; a withdrawn day is a draft again."""
    check_window(rep, day, now or clock.now())
    return _draft_of(rep=rep, day=day, by=by, plan=plan)


def _draft_of(*, rep: User, day: date, by: User, plan: bool) -> Debrief:
    debrief, created = Debrief.objects.get_or_create(rep=rep, work_date=day)
    if created:
        planned = prefill(debrief) if plan else 0
        audit.record("debrief.opened", debrief, by=by, after={"state": debrief.state, "visits": planned})
    if debrief.state == DebriefState.WITHDRAWN:
        debrief = lock_debrief(debrief)
        DEBRIEF.check(debrief.state, DebriefState.DRAFT)
        debrief.state = DebriefState.DRAFT
        debrief.save(update_fields=["state", "updated_at"])
        audit.record("debrief.reopened", debrief, by=by, after={"state": debrief.state})
    return debrief


@transaction.atomic
def save_draft(debrief: Debrief, *, by: User, visits: list[dict[str, Any]], now: datetime | None = None) -> Debrief:
    """The draft tells exactly these visits; planned ones that were not told go."""
    for visit in list(debrief.visits.all()):
        remove_visit(visit, by=by)
    for entry in visits_of(visits, rep=debrief.rep):
        add_visit(debrief, by=by, entry=entry, now=now)
    return debrief


@transaction.atomic
def file_debrief(
    debrief: Debrief,
    *,
    by: User,
    now: datetime | None = None,
    captured_at: datetime | None = None,
    seconds: int = 0,
    key: UUID | None = None,
) -> Debrief:
    """The day is filed: dated, priced by hour and novelty, in marketing's queue."""
    now = now or clock.now()
    locked = _lock_for_filing(debrief, by=by, key=key)
    check_window(locked.rep, locked.work_date, now)
    visits = list(locked.visits.select_related("company", "lead").prefetch_related("met__contact"))
    _check_told(visits, shared=shared_visits(locked.rep, locked.work_date).exists())
    _people_become_findings(visits)
    findings = list(_findings_of(locked))
    appraise(findings, rep_id=locked.rep_id, day=locked.work_date, debrief_id=locked.pk)
    Finding.objects.bulk_update(findings, ["novelty", "crm_value", "normal_form"])
    _stamp(
        locked, DebriefState.FILED, DebriefOutcome.WORKED, now=now, captured_at=captured_at, seconds=seconds, key=key
    )
    touches.record_visits(locked, visits, at=now)
    tell_askers(locked, now=now)
    after = {"state": locked.state, "visits": len(visits), "findings": len(findings)}
    audit.record("debrief.filed", locked, by=by, before={"state": DebriefState.DRAFT.value}, after=after)
    return locked


@transaction.atomic
def declare_nothing(
    debrief: Debrief,
    *,
    by: User,
    now: datetime | None = None,
    captured_at: datetime | None = None,
    seconds: int = 0,
    key: UUID | None = None,
) -> Debrief:
    """The day is filed and closed at once, with nothing to report."""
    now = now or clock.now()
    locked = _lock_for_filing(debrief, by=by, key=key)
    check_window(locked.rep, locked.work_date, now)
    if locked.visits.told().exists():
        raise BusinessRuleError(_("Some visits are already told: file the day instead."), code="visits_told")
    _drop_planned(locked, by=by)
    outcome = DebriefOutcome.NOTHING_TO_REPORT
    _stamp(locked, DebriefState.CLOSED, outcome, now=now, captured_at=captured_at, seconds=seconds, key=key)
    audit.record("debrief.nothing_to_report", locked, by=by, after={"state": locked.state})
    return locked


@transaction.atomic
def excuse_day(*, rep: User, day: date, by: User, reason: str, now: datetime | None = None) -> Debrief:
    """The rep was away that day: filed and closed, nothing is expected and nothing is earned."""
    now = now or clock.now()
    text = clean_text(reason).strip()[:200]
    if not text:
        raise ValidationError({"reason": _("Say why: leave, training, public holiday…")})
    refuse_excess(text, "reason")
    check_window(rep, day, now)
    return excuse_away(rep=rep, day=day, by=by, reason=text, now=now)


@transaction.atomic
def excuse_away(*, rep: User, day: date, by: User, reason: str, now: datetime) -> Debrief:
    """The same for a day of any age: a known absence whose night came late."""
    locked = lock_debrief(_draft_of(rep=rep, day=day, by=by, plan=False))
    DEBRIEF.check(locked.state, DebriefState.CLOSED)
    if locked.visits.told().exists():
        raise BusinessRuleError(_("Some visits are already told: file the day instead."), code="visits_told")
    for visit in locked.visits.all():
        remove_visit(visit, by=locked.rep)
    locked.excuse = reason
    _stamp(locked, DebriefState.CLOSED, DebriefOutcome.EXCUSED, now=now)
    audit.record("debrief.excused", locked, by=by, after={"state": locked.state, "outcome": locked.outcome})
    return locked


@transaction.atomic
def withdraw_debrief(debrief: Debrief, *, by: User, now: datetime | None = None) -> Debrief:
    """The day goes back to its author, before the first verdict."""
    now = now or clock.now()
    locked = lock_debrief(debrief)
    if locked.rep_id != by.pk:
        raise BusinessRuleError(_("Only the author may withdraw a debrief."), code="not_author")
    DEBRIEF.check(locked.state, DebriefState.WITHDRAWN)
    if Verdict.objects.filter(finding__visit__debrief=locked).exists():
        raise BusinessRuleError(_("Marketing has begun to judge this day."), code="already_judged")
    before = locked.state
    locked.state, locked.withdrawn_at, locked.filed_at = DebriefState.WITHDRAWN, now, None
    locked.reviewer, locked.review_started_at, locked.review_due_at = None, None, None
    locked.full_clean(exclude=["rep"])
    locked.save()
    touches.withdraw_visits(locked, now=now)
    audit.record("debrief.withdrawn", locked, by=by, before={"state": before}, after={"state": locked.state})
    return locked


@transaction.atomic
def close_draft_of_leaver(debrief: Debrief, *, by: User, now: datetime | None = None) -> Debrief:
    """The draft of somebody who left is settled: what was told is filed, an empty day is excused."""
    now = now or clock.now()
    locked = lock_debrief(debrief)
    if locked.rep.is_active:
        raise BusinessRuleError(_("This person still works here."), code="not_a_leaver")
    _drop_planned(locked, by=locked.rep)
    state, outcome = DebriefState.FILED, DebriefOutcome.WORKED
    if not locked.visits.exists():
        state, outcome = DebriefState.CLOSED, DebriefOutcome.EXCUSED
    DEBRIEF.check(locked.state, state)
    visits = list(locked.visits.select_related("company", "lead").prefetch_related("met__contact"))
    _people_become_findings(visits)
    findings = list(_findings_of(locked))
    appraise(findings, rep_id=locked.rep_id, day=locked.work_date, debrief_id=locked.pk)
    Finding.objects.bulk_update(findings, ["novelty", "crm_value", "normal_form"])
    _stamp(locked, state, outcome, now=now)
    touches.record_visits(locked, visits, at=now)
    audit.record("debrief.closed_for_leaver", locked, by=by, after={"state": locked.state})
    return locked


@transaction.atomic
def file_payload(*, rep: User, payload: dict[str, Any], key: UUID, now: datetime | None = None) -> Debrief:
    """One whole day from the phone or the API: an own draft without key is adopted, a filed day is refused."""
    now = now or clock.now()
    day = as_day(payload["work_date"])
    existing = Debrief.objects.filter(rep=rep, work_date=day).first()
    if existing and existing.filed_at:
        raise _already_filed(existing)
    debrief = lock_debrief(open_day(rep=rep, day=day, by=rep, now=now, plan=False))
    if debrief.client_key not in (None, key) or debrief.filed_at:
        raise _already_filed(debrief)
    timing = {"captured_at": as_instant(payload.get("captured_at")), "seconds": payload.get("seconds") or 0, "key": key}
    outcome = payload.get("outcome") or (DebriefOutcome.WORKED if payload.get("visits") else None)
    if outcome == DebriefOutcome.EXCUSED:
        reason = payload.get("excuse") or ExcuseReason.ABSENCE
        debrief.client_key = key
        debrief.save(update_fields=["client_key", "updated_at"])
        return excuse_day(rep=rep, day=day, by=rep, reason=reason, now=now)
    if outcome == DebriefOutcome.WORKED:
        if payload.get("visits"):
            save_draft(debrief, by=rep, visits=payload["visits"], now=now)
        return file_debrief(debrief, by=rep, now=now, **timing)
    return declare_nothing(debrief, by=rep, now=now, **timing)


def _already_filed(debrief: Debrief) -> BusinessRuleError:
    return BusinessRuleError(_("This day is already filed."), code="day_already_filed", fields={"id": debrief.pk})


def _lock_for_filing(debrief: Debrief, *, by: User, key: UUID | None) -> Debrief:
    locked = lock_debrief(debrief)
    if locked.rep_id != by.pk:
        raise BusinessRuleError(_("Only the author may file a debrief."), code="not_author")
    if locked.filed_at and key and locked.client_key == key:
        raise AlreadyDone(_("This day is already filed."))
    if locked.filed_at:
        raise _already_filed(locked)
    DEBRIEF.check(locked.state, DebriefState.FILED)
    return locked


def _check_told(visits: list[Visit], *, shared: bool = False) -> None:
    if not visits and not shared:
        raise BusinessRuleError(_("Add a visit, or say there is nothing to report."), code="no_visit")
    if waiting := [visit.title for visit in visits if visit.state == VisitState.PLANNED]:
        message = _("Still to tell: %(visits)s. Say what happened, or that it did not take place.")
        raise BusinessRuleError(message % {"visits": ", ".join(waiting)}, code="visits_to_tell")
    if empty := [v.title for v in visits if v.state == VisitState.DONE and not v.nobody_met and not v.met.all()]:
        message = _("Whom did you meet at %(visits)s? Or say that you met nobody.")
        raise BusinessRuleError(message % {"visits": ", ".join(empty)}, code="nobody_said")


def _drop_planned(debrief: Debrief, *, by: User) -> None:
    for visit in debrief.visits.filter(state=VisitState.PLANNED):
        remove_visit(visit, by=by)


def _people_become_findings(visits: list[Visit]) -> None:
    """Each new person met is also a finding, once."""
    mine = Finding.objects.filter(visit__in=visits, kind=FindingKind.CONTACT)
    mine.filter(state=FindingState.PENDING, data__has_key="met").delete()
    for visit in visits:
        for met in visit.met.all():
            if met.contact_id:
                continue
            names = ("name", "email", "phone", "role", "how_acquired", "told_source")
            data = {name: getattr(met, name) for name in names} | {"met": met.pk}
            entry = FindingEntry(kind=FindingKind.CONTACT, data=data, how_known="seen")
            write_finding(Finding(visit=visit), entry)


def _findings_of(debrief: Debrief) -> list[Finding]:
    rows = Finding.objects.filter(visit__debrief=debrief).live()
    return list(rows.select_related("visit", "company", "contact").order_by("visit__position", "pk"))


def _stamp(
    debrief: Debrief,
    state: str,
    outcome: str,
    *,
    now: datetime,
    captured_at: datetime | None = None,
    seconds: int = 0,
    key: UUID | None = None,
) -> None:
    calendar = working_time.calendar_for(debrief.rep.team)
    told_at = rule.capture_moment(captured_at, now)
    warm_until = calendar.next_working_day(debrief.work_date)
    debrief.state, debrief.outcome, debrief.filed_at = state, outcome, now
    debrief.captured_at, debrief.received_at = told_at, now
    debrief.timeliness = rule.timeliness(debrief.work_date, told_at, zone_of(debrief.rep), warm_until)
    debrief.seconds_spent = max(0, min(3600, seconds))
    debrief.client_key = key or debrief.client_key
    if state == DebriefState.CLOSED:
        debrief.closed_at = now
    else:
        debrief.review_due_at = calendar.add_hours(
            now, debrief.rep.team.review_hours if debrief.rep.team else REVIEW_HOURS
        )
    debrief.full_clean(exclude=["rep"])
    debrief.save(update_fields=FILING)
