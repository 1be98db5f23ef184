"""The days that nobody told: for each rep in reach, working days without a debrief; and the drafts of who left."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, Q

from accounts.models import User
from core.working_time import calendar_for
from debrief.choices import UNFILED, DebriefState, VisitState
from debrief.models import Debrief

MOST = 100  # reps on one page


@dataclass(frozen=True, slots=True)
class Missing:
    """One rep and the days she still owes, oldest first; `begun` are those with a draft."""

    rep: User
    days: list[date]
    begun: set[date]


@dataclass(frozen=True, slots=True)
class MissingDays:
    first: date
    last: date
    rows: list[Missing]
    more: int  # reps left off
    drafts: list[Debrief]  # of people who left; each with `told`, its visits that were told


def missing_days(user: User, today: date) -> MissingDays:
    """The working days before today that can still be told, by whoever has not told them."""
    first, last = today - timedelta(days=settings.FILING_WINDOW_DAYS), today - timedelta(days=1)
    reps = list(User.objects.visible_to(user).active().reps().select_related("team").order_by("team__name", "name"))
    known: dict[int, dict[date, str]] = {}
    days = Debrief.objects.filter(rep__in=reps, work_date__range=(first, last))
    for rep, day, state in days.values_list("rep", "work_date", "state"):
        known.setdefault(rep, {})[day] = state
    rows = [row for rep in reps if (row := _owed(rep, known.get(rep.pk, {}), first, last)).days]
    told = Count("visits", filter=~Q(visits__state=VisitState.PLANNED))
    drafts = Debrief.objects.visible_to(user).filter(state=DebriefState.DRAFT, rep__is_active=False)
    return MissingDays(
        first=first,
        last=last,
        rows=rows[:MOST],
        more=max(0, len(rows) - MOST),
        drafts=list(drafts.select_related("rep__team").annotate(told=told).order_by("work_date", "pk")[:MOST]),
    )


def _owed(rep: User, known: dict[date, str], first: date, last: date) -> Missing:
    begins = max(first, rep.joined_on) if rep.joined_on else first
    span = [begins + timedelta(days=n) for n in range((last - begins).days + 1)]
    calendar = calendar_for(rep.team)
    owed = [day for day in span if calendar.is_working_day(day) and known.get(day, DebriefState.DRAFT) in UNFILED]
    return Missing(rep, owed, {day for day in owed if day in known})
