"""Days away: declared by the rep or her manager, taken back, and excused by themselves once they come."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock, working_time
from core.exceptions import AlreadyDone, BusinessRuleError
from core.jobs import StepResult, hash_rows
from debrief.choices import DebriefOutcome, ExcuseReason, VisitState
from debrief.models import Absence, Debrief
from debrief.models.agenda import in_window
from debrief.services.filing import excuse_away
from debrief.services.touring import may_plan_for, today_of

MOST_DAYS = 366


@transaction.atomic
def declare_absence(*, rep: User, by: User, starts_on: date, ends_on: date, now: datetime | None = None) -> Absence:
    """These days are away: plans skip them, working days among them are excused, those already past at once."""
    now = now or clock.now()
    may_plan_for(rep, by)
    if ends_on < starts_on:
        raise ValidationError({"ends_on": _("The last day comes before the first.")})
    if (ends_on - starts_on).days >= MOST_DAYS:
        raise ValidationError({"ends_on": _("At most one year at a time.")})
    if not in_window(rep, starts_on, now) and starts_on < today_of(rep, now):
        raise ValidationError({"starts_on": _("This day is too far in the past.")})
    if Absence.objects.filter(rep=rep).over(starts_on, ends_on).exists():
        raise BusinessRuleError(_("Another absence covers some of these days."), code="absence_overlaps")
    absence = Absence.objects.create(rep=rep, set_by=by, starts_on=starts_on, ends_on=ends_on)
    audit.record("absence.declared", absence, by=by, after={"from": str(starts_on), "to": str(ends_on)})
    day = starts_on
    while day <= min(ends_on, today_of(rep, now)):
        excuse_if_away(rep, day, by=by, now=now)
        day += timedelta(days=1)
    return absence


@transaction.atomic
def cancel_absence(absence: Absence, *, by: User, now: datetime | None = None) -> Absence:
    """The days to come are worked again; days already excused stay so."""
    locked = _lock(absence, by=by)
    if locked.cancelled_at:
        raise AlreadyDone(_("This absence is cancelled already."))
    locked.cancelled_at = now or clock.now()
    locked.save(update_fields=["cancelled_at", "updated_at"])
    audit.record("absence.cancelled", locked, by=by)
    return locked


@transaction.atomic
def restore_absence(absence: Absence, *, by: User) -> Absence:
    """A cancelled absence stands again, unless another one has taken its days."""
    locked = _lock(absence, by=by)
    if locked.cancelled_at is None:
        raise AlreadyDone(_("This absence stands already."))
    if Absence.objects.filter(rep=locked.rep).over(locked.starts_on, locked.ends_on).exists():
        raise BusinessRuleError(_("Another absence covers some of these days."), code="absence_overlaps")
    locked.cancelled_at = None
    locked.save(update_fields=["cancelled_at", "updated_at"])
    audit.record("absence.restored", locked, by=by)
    return locked


def excuse_if_away(rep: User, day: date, *, by: User, now: datetime) -> Debrief | None:
    """A working day away is excused, unless the rep told something that day."""
    if not working_time.calendar_for(rep.team).is_working_day(day):
        return None
    known = Debrief.objects.filter(rep=rep, work_date=day).first()
    if known and (known.filed_at or known.visits.exclude(state=VisitState.PLANNED).exists()):
        return None
    return excuse_away(rep=rep, day=day, by=by, reason=ExcuseReason.ABSENCE, now=now)


@transaction.atomic
def excuse_absences(day: date) -> StepResult:
    """The step of the night: nobody away that day is waited for."""
    now, made = clock.now(), 0
    rows = Absence.objects.over(day, day).select_related("rep__team", "set_by").order_by("rep", "pk")
    for absence in rows:
        made += excuse_if_away(absence.rep, day, by=absence.set_by, now=now) is not None
    away = Debrief.objects.filter(work_date=day, outcome=DebriefOutcome.EXCUSED, rep__in=rows.values("rep"))
    facts = list(away.order_by("rep_id").values_list("rep_id"))
    return StepResult(counts={"excused": made}, sha=hash_rows(facts), rows=len(facts))


def people_away(first: date, last: date) -> list[int]:
    """Who is away at least one of these days, for the floors below that ask."""
    return list(Absence.objects.over(first, last).values_list("rep", flat=True).distinct().order_by())


def _lock(absence: Absence, *, by: User) -> Absence:
    locked: Absence = Absence.objects.select_for_update(of=("self",)).select_related("rep__team").get(pk=absence.pk)
    may_plan_for(locked.rep, by)
    return locked
