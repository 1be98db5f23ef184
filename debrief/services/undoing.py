"""What a thumb did by mistake on a draft, taken back: a tap on "nothing new", a planned visit taken off."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.exceptions import BusinessRuleError
from debrief.choices import NextStep, VisitState
from debrief.models import Visit, VisitPlan
from debrief.services.drafts import lock_draft
from debrief.services.stops import written_stop
from debrief.services.visits import remove_visit


@transaction.atomic
def untell_visit(visit: Visit, *, by: User) -> Visit:
    """A visit told with one tap is to tell again; one that says more is corrected on its page."""
    lock_draft(visit.debrief, by=by)
    locked: Visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    said = locked.result or locked.note or locked.amount or locked.findings.exists()
    if locked.state != VisitState.DONE or said:
        raise BusinessRuleError(_("This visit tells more than “nothing new”."), code="visit_told")
    locked.state, locked.done_at, locked.nobody_met = VisitState.PLANNED, None, False
    locked.next_step = "" if locked.next_step == NextStep.NOTHING else locked.next_step
    locked.save(update_fields=["state", "done_at", "nobody_met", "next_step", "updated_at"])
    return locked


@transaction.atomic
def take_off(visit: Visit, *, by: User) -> str:
    """The visit leaves the day, and its plan skips it; what puts it back, or nothing."""
    key, day = visit.plan_key, visit.debrief.work_date
    remove_visit(visit, by=by)
    if plan := _plan_of(key):
        plan.skipped = sorted({*plan.skipped, day.isoformat()})
        plan.save(update_fields=["skipped", "updated_at"])
    return key


@transaction.atomic
def put_back(*, rep: User, day: date, key: str, by: User, now: datetime | None = None) -> Visit:
    """A planned visit taken off the day is there again."""
    if (plan := _plan_of(key)) and plan.rep_id == rep.pk:
        plan.skipped = sorted(set(plan.skipped) - {day.isoformat()})
        plan.save(update_fields=["skipped", "updated_at"])
    return written_stop(rep=rep, day=day, key=key, by=by, now=now)


def _plan_of(key: str) -> VisitPlan | None:
    kind, _colon, pk = key.partition(":")
    if kind != "plan" or not pk.isdecimal() or len(pk) > 9:
        return None
    return VisitPlan.objects.select_for_update().filter(pk=pk).first()
