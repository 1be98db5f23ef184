"""A rep's plan of the coming weeks: days with their visits and absences, what comes back, whom one plans for."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db.models import QuerySet

from accounts.choices import Role
from accounts.models import User
from debrief.choices import NextStep, Rhythm
from debrief.models import Absence, Visit, VisitPlan
from debrief.models.calendar import Diary
from debrief.rules.recurrence import days_of

WEEKS = 4
MOST = 300


@dataclass(frozen=True)
class TourVisit:
    """One visit of one day: from a plan, or promised on an earlier visit."""

    title: str
    at: time | None
    why: str
    plan: VisitPlan | None
    comes_back: bool


@dataclass(frozen=True)
class TourDay:
    day: date
    visits: list[TourVisit]
    away: Absence | None
    is_off: bool


@dataclass(frozen=True)
class Tour:
    rep: User
    days: list[TourDay]
    plans: list[VisitPlan]
    absences: list[Absence]
    people: list[User]

    @property
    def is_empty(self) -> bool:
        return not any(day.visits for day in self.days)


def tour(rep: User, today: date, reader: User) -> Tour:
    """Four weeks from today, in a constant number of queries; days without anything are left out."""
    last = today + timedelta(weeks=WEEKS) - timedelta(days=1)
    diary = Diary(rep, today, last)
    plans = list(VisitPlan.objects.filter(rep=rep).touching(today, last).select_related("company", "contact")[:MOST])
    visits: dict[date, list[TourVisit]] = {}
    for plan in plans:
        for day in days_of(plan.rule, today, last):
            if plan.rhythm == Rhythm.ONCE or diary.calendar.is_working_day(day):
                visits.setdefault(day, []).append(planned(plan))
    for promise in promises(rep, today, last):
        visits.setdefault(promise.next_step_on or today, []).append(promised(promise))
    days = [day_of(diary, today + timedelta(days=n), visits) for n in range(WEEKS * 7)]
    return Tour(
        rep=rep,
        days=[day for day in days if day.visits or day.away],
        plans=list(coming_back(rep, today)),
        absences=[absence for absence in diary.absences if absence.ends_on >= today],
        people=people_of(reader),
    )


def day_of(diary: Diary, day: date, visits: dict[date, list[TourVisit]]) -> TourDay:
    away = next((absence for absence in diary.absences if absence.starts_on <= day <= absence.ends_on), None)
    mine = sorted(visits.get(day, []), key=lambda visit: (visit.at or time.max, visit.title))
    return TourDay(day=day, visits=mine, away=away, is_off=not diary.calendar.is_working_day(day))


def planned(plan: VisitPlan) -> TourVisit:
    why = " · ".join(part for part in (plan.contact.name if plan.contact else "", plan.purpose) if part)
    return TourVisit(plan.title, plan.at, why, plan, plan.rhythm != Rhythm.ONCE)


def promised(visit: Visit) -> TourVisit:
    return TourVisit(visit.title, None, visit.get_next_step_display(), None, comes_back=False)


def promises(rep: User, first: date, last: date) -> QuerySet[Visit]:
    rows: QuerySet[Visit] = Visit.objects.filter(debrief__rep=rep, next_step_on__range=(first, last))
    rows = rows.exclude(next_step__in=("", NextStep.NOTHING)).exclude(debrief__work_date__gte=last)
    return rows.select_related("company").order_by("next_step_on", "pk")[:MOST]


def coming_back(rep: User, today: date) -> QuerySet[VisitPlan]:
    """The plans that repeat."""
    rows: QuerySet[VisitPlan] = VisitPlan.objects.filter(rep=rep).exclude(rhythm=Rhythm.ONCE)
    return rows.touching(today, date.max).select_related("company").order_by("starts_on", "pk")[:MOST]  # type: ignore[attr-defined, no-any-return]


def people_of(reader: User) -> list[User]:
    """Whom a manager may plan for, herself first; nobody else for a rep."""
    if not reader.has_perm("debrief.plan_for_team"):
        return []
    rows: Any = User.objects.visible_to(reader).active().in_role(Role.REP, Role.SALES_MANAGER).order_by("name", "pk")
    return sorted(rows, key=lambda person: person.pk != reader.pk)
