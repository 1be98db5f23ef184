"""A rep's tour: a visit planned once or again and again, stopped, taken up again, left out on one day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone, BusinessRuleError
from core.text import clean_text
from crm.models import Company, Contact
from crm.services.guarding import refuse_excess, refuse_excess_in_name
from debrief.choices import Rhythm, VisitKind
from debrief.models import VisitPlan
from debrief.models.agenda import zone_of
from debrief.rules.recurrence import falls_on

FAR = timedelta(days=730)


@dataclass(frozen=True)
class PlanEntry:
    """A visit to plan; `every` counts weeks or months, and says nothing of a visit made once."""

    starts_on: date
    company: Company | None = None
    company_name: str = ""
    contact: Contact | None = None
    kind: str = VisitKind.VISIT
    purpose: str = ""
    at: time | None = None
    rhythm: str = Rhythm.ONCE
    every: int = 1
    until: date | None = None


def may_plan_for(rep: User, by: User) -> None:
    """Each for herself; a manager for the people of her teams."""
    if by.pk == rep.pk:
        return
    if not (by.has_perm("debrief.plan_for_team") and rep.team_id in by.team_ids and rep.is_active):
        raise BusinessRuleError(_("You plan for yourself and for your team only."), code="not_your_team")


def today_of(rep: User, now: datetime) -> date:
    return now.astimezone(zone_of(rep)).date()


@transaction.atomic
def plan_visit(*, rep: User, by: User, entry: PlanEntry, now: datetime | None = None) -> VisitPlan:
    """The visit appears by itself on its days."""
    now = now or clock.now()
    may_plan_for(rep, by)
    check_days(entry, today_of(rep, now))
    purpose = clean_text(entry.purpose).strip()
    refuse_excess(purpose, "purpose")
    if entry.contact and entry.company and entry.contact.company_id != entry.company.pk:
        raise ValidationError({"contact": _("This person works for another company.")})
    name = clean_text(entry.company_name or (entry.company.name if entry.company else "")).strip()[:200]
    if not entry.company and not name:
        raise ValidationError({"company": _("Say which company it is.")})
    refuse_excess_in_name(name, "company_name")
    once = entry.rhythm == Rhythm.ONCE
    plan = VisitPlan(
        rep=rep, set_by=by, company=entry.company, company_name=name, contact=entry.contact, kind=entry.kind,
        purpose=purpose, at=entry.at, rhythm=entry.rhythm, every=1 if once else entry.every,
        starts_on=entry.starts_on, until=None if once else entry.until,
    )  # fmt: skip
    plan.full_clean(exclude=["rep", "set_by", "company", "contact"])
    plan.save()
    audit.record("plan.made", plan, by=by, after={"rhythm": plan.rhythm, "starts_on": str(plan.starts_on)})
    return plan


def check_days(entry: PlanEntry, today: date) -> None:
    if entry.starts_on < today:
        raise ValidationError({"starts_on": _("This day is past.")})
    if entry.starts_on > today + FAR:
        raise ValidationError({"starts_on": _("Plan at most two years ahead.")})
    if entry.until and entry.until < entry.starts_on:
        raise ValidationError({"until": _("The last day comes before the first.")})


@transaction.atomic
def stop_plan(plan: VisitPlan, *, by: User, now: datetime | None = None) -> VisitPlan:
    """The visit is planned no longer; days already opened keep it."""
    locked = _lock(plan, by=by)
    if locked.stopped_at:
        raise AlreadyDone(_("This visit is planned no longer."))
    locked.stopped_at = now or clock.now()
    locked.save(update_fields=["stopped_at", "updated_at"])
    audit.record("plan.stopped", locked, by=by)
    return locked


@transaction.atomic
def resume_plan(plan: VisitPlan, *, by: User) -> VisitPlan:
    """A stopped visit is planned again, as before."""
    locked = _lock(plan, by=by)
    if locked.stopped_at is None:
        raise AlreadyDone(_("This visit is planned already."))
    locked.stopped_at = None
    locked.save(update_fields=["stopped_at", "updated_at"])
    audit.record("plan.resumed", locked, by=by)
    return locked


@transaction.atomic
def skip_day(plan: VisitPlan, *, by: User, day: date) -> VisitPlan:
    """The visit does not take place on this one of its days."""
    locked = _lock(plan, by=by)
    if not falls_on(locked.rule, day):
        raise ValidationError({"day": _("The visit is not planned on this day.")})
    locked.skipped = sorted({*locked.skipped, day.isoformat()})
    locked.save(update_fields=["skipped", "updated_at"])
    audit.record("plan.day_skipped", locked, by=by, after={"day": str(day)})
    return locked


@transaction.atomic
def restore_day(plan: VisitPlan, *, by: User, day: date) -> VisitPlan:
    """A day left out is planned again."""
    locked = _lock(plan, by=by)
    if day.isoformat() not in locked.skipped:
        raise AlreadyDone(_("This day is planned already."))
    locked.skipped = sorted(set(locked.skipped) - {day.isoformat()})
    locked.save(update_fields=["skipped", "updated_at"])
    audit.record("plan.day_restored", locked, by=by, after={"day": str(day)})
    return locked


def _lock(plan: VisitPlan, *, by: User) -> VisitPlan:
    locked: VisitPlan = VisitPlan.objects.select_for_update(of=("self",)).select_related("rep__team").get(pk=plan.pk)
    may_plan_for(locked.rep, by)
    return locked
