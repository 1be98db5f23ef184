"""The next thing to do about a lead: set, done or replaced; what was done stays in its history."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone, BusinessRuleError
from crm.services.guarding import refuse_excess
from leads.choices import LeadState
from leads.models import Lead, LeadStep
from leads.services.states import lock

OVER = (LeadState.WON, LeadState.LOST, LeadState.DISQUALIFIED, LeadState.MERGED, LeadState.OBJECTED)


@transaction.atomic
def set_next_step(
    lead: Lead, *, by: User, what: str, due_on: date, who: User | None = None, now: datetime | None = None
) -> LeadStep:
    """The lead has this next step, for its owner unless somebody else is named; the one before is closed, not done."""
    now = now or clock.now()
    lead, what = lock(lead), what.strip()
    if lead.state in OVER:
        raise BusinessRuleError(_("Nothing more is done about this lead."), code="lead_over")
    if not what:
        message = _("Say what is to be done.")
        raise BusinessRuleError(message, code="what_missing", fields={"what": message})
    refuse_excess(what, "what")
    if due_on < clock.local_day(now):
        message = _("Choose today or a later day.")
        raise BusinessRuleError(message, code="date_past", fields={"due_on": message})
    who = who or lead.owner or by
    if not who.is_active:
        message = _("This person no longer works here.")
        raise BusinessRuleError(message, code="not_active", fields={"who": message})
    LeadStep.objects.open().filter(lead=lead).update(closed_at=now, closed_by=by, updated_at=now)
    step = LeadStep(lead=lead, what=what, due_on=due_on, who=who, set_by=by, set_at=now)
    step.full_clean()
    step.save()
    audit.record("lead.step_set", lead, by=by, after={"step": step.pk, "due_on": str(due_on), "who": who.pk})
    return step


@transaction.atomic
def finish_step(step: LeadStep, *, by: User, now: datetime | None = None) -> LeadStep:
    """It is done: the lead waits for another next step."""
    now = now or clock.now()
    lock(step.lead)
    fresh: LeadStep = LeadStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if fresh.closed_at:
        raise AlreadyDone(_("This step is closed already."))
    fresh.done, fresh.closed_at, fresh.closed_by = True, now, by
    fresh.save(update_fields=["done", "closed_at", "closed_by", "updated_at"])
    audit.record("lead.step_done", fresh.lead, by=by, after={"step": fresh.pk})
    return fresh


@transaction.atomic
def reopen_step(step: LeadStep, *, by: User) -> LeadStep:
    """Taken back: the step still waits, unless another one has taken its place."""
    lock(step.lead)
    fresh: LeadStep = LeadStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if fresh.closed_at is None:
        raise AlreadyDone(_("This step still waits."))
    if LeadStep.objects.open().filter(lead=fresh.lead_id).exists():
        raise BusinessRuleError(_("Another step has taken its place."), code="step_replaced")
    fresh.done, fresh.closed_at, fresh.closed_by = False, None, None
    fresh.save(update_fields=["done", "closed_at", "closed_by", "updated_at"])
    audit.record("lead.step_reopened", fresh.lead, by=by, after={"step": fresh.pk})
    return fresh
