"""The day of a rep before it is told: until when it may be, and what is planned on it, read without writing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import User
from core import clock
from crm.models import Company, Contact, Opportunity
from debrief.choices import NextStep, Rhythm, VisitKind, VisitState
from debrief.models.calendar import Diary
from debrief.models.debrief import Debrief
from debrief.models.plan import VisitPlan
from debrief.models.visit import Visit
from debrief.rules.recurrence import falls_on
from leads.choices import LeadState
from leads.models import Lead

PLANNED_KIND = {NextStep.CALL: VisitKind.CALL}
MOST = 12


@dataclass(frozen=True)
class Stop:
    """One planned visit of a day; `key` names what planned it: plan:3, visit:12, lead:7."""

    key: str
    company: Company | None
    company_name: str
    kind: str
    lead: Lead | None = None
    opportunity: Opportunity | None = None
    at: time | None = None
    contacts: tuple[Contact, ...] = ()
    since: datetime | None = None  # when somebody planned it

    def visit(self, debrief: Debrief, position: int = 0) -> Visit:
        """The visit it will be, not saved."""
        return Visit(
            debrief=debrief,
            position=position,
            state=VisitState.PLANNED,
            plan_key=self.key,
            company=self.company,
            company_name=self.company_name,
            kind=self.kind,
            lead=self.lead,
            opportunity=self.opportunity,
            planned_at=self.at,
        )

    @property
    def people(self) -> list[Contact]:
        """Who is expected, once each, of that company."""
        here = self.company.pk if self.company else None
        return list({one.pk: one for one in self.contacts if one.company_id == here}.values())


def zone_of(rep: User) -> ZoneInfo:
    return ZoneInfo(rep.time_zone or settings.APP_TZ)


def in_window(rep: User, day: date, now: datetime) -> bool:
    """The day is today or one of the fourteen before, in the rep's own time."""
    today = now.astimezone(zone_of(rep)).date()
    return today - timedelta(days=settings.FILING_WINDOW_DAYS) <= day <= today


def planned_stops(rep: User, day: date, diary: Diary | None = None) -> list[Stop]:
    """The tour, then the next steps promised, then accepted leads whose first contact is due; a company once.

    Nothing is planned on a day away: what was promised for it comes on the day of the return.
    """
    diary = diary or Diary(rep, day, day)
    if diary.is_away(day):
        return []
    once: dict[Any, Stop] = {}
    for stop in [*toured(rep, day, diary), *promised(rep, diary.carried(day)), *waiting_leads(rep, day)]:
        who = stop.company or stop.company_name
        once[who] = joined(once[who], stop) if who in once else stop
    return list(once.values())[:MOST]


def joined(first: Stop, second: Stop) -> Stop:
    """Two reasons to see one company are one visit, with the lead and the deal of either."""
    return replace(
        first,
        lead=first.lead or second.lead,
        opportunity=first.opportunity or second.opportunity,
        contacts=first.contacts or second.contacts,
    )


def toured(rep: User, day: date, diary: Diary) -> list[Stop]:
    """The planned visits of the day by their hour; those that come back pause on days off."""
    plans = VisitPlan.objects.filter(rep=rep).touching(day, day).select_related("company", "contact")
    working = diary.is_working(day)
    today = [plan for plan in plans if falls_on(plan.rule, day) and (working or plan.rhythm == Rhythm.ONCE)]
    return [plan_stop(plan) for plan in sorted(today, key=lambda plan: (plan.at or time.max, plan.pk))]


def plan_stop(plan: VisitPlan) -> Stop:
    return Stop(
        key=f"plan:{plan.pk}",
        company=plan.company,
        company_name=plan.title,
        kind=plan.kind,
        at=plan.at,
        contacts=(plan.contact,) if plan.contact else (),
        since=plan.created_at,
    )


def promised(rep: User, days: list[date]) -> Iterable[Stop]:
    rows = (
        Visit.objects.filter(debrief__rep=rep, next_step_on__in=days, debrief__work_date__lt=min(days))
        .exclude(next_step__in=("", NextStep.NOTHING))
        .select_related("company", "lead", "opportunity")
        .prefetch_related("met__contact")
        .order_by("debrief__work_date", "position")[:MOST]
    )
    for old in rows:
        yield Stop(
            key=f"visit:{old.pk}",
            company=old.company,
            company_name=old.title,
            kind=PLANNED_KIND.get(NextStep(old.next_step), VisitKind.VISIT),
            lead=old.lead,
            opportunity=old.opportunity,
            contacts=tuple(met.contact for met in old.met.all() if met.contact),
        )


def waiting_leads(rep: User, day: date) -> Iterable[Stop]:
    rows = Lead.objects.filter(
        owner=rep, state=LeadState.ACCEPTED, first_contacted_at=None, first_contact_due_at__lte=clock.end_utc(day)
    )
    for lead in rows.select_related("company", "contact")[:MOST]:
        yield Stop(
            key=f"lead:{lead.pk}",
            company=lead.company,
            company_name=lead.company.name if lead.company else lead.company_name or lead.name,
            kind=VisitKind.CALL,
            lead=lead,
            contacts=(lead.contact,) if lead.contact and lead.company else (),
        )
