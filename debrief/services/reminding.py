"""One reminder, in working hours, to whoever has not filed her day; and never outside them."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from core import clock, mail, working_time
from core.models import Notification
from core.notifications import notify
from debrief.models import Absence, Debrief

FROM, UNTIL = time(17, 30), time(18)
KIND = "day_to_file"
AT_ONCE = 500


def remind_unfiled(now: datetime) -> int:
    """Every rep whose day ends within half an hour and is not filed has been told, by mail and here, once."""
    told = 0
    for zone in _zones_near_the_end(now):
        day = clock.local_day(now, zone)
        told += sum(_remind(rep, day, now) for rep in _unfiled(zone, day) if _expected(rep, day))
    return told


def _zones_near_the_end(now: datetime) -> list[str]:
    """The time zones of our reps where it is between 17:30 and 18:00; "" is the company's."""
    zones = User.objects.active().reps().order_by().values_list("time_zone", flat=True).distinct()
    return [zone for zone in zones if FROM <= now.astimezone(clock.zone(zone or None)).time() < UNTIL]


def _unfiled(zone: str, day: date) -> Iterable[User]:
    """Reps of that zone who want to be told, were not yet, are not away, and have filed nothing for that day."""
    away = Absence.objects.over(day, day).filter(rep=OuterRef("pk"))
    filed = Debrief.objects.filter(rep=OuterRef("pk"), work_date=day).filed()
    here = Q(joined_on=None) | Q(joined_on__lte=day)
    still = Q(left_on=None) | Q(left_on__gte=day)
    rows = (
        User.objects.active()
        .reps()
        .filter(here, still, ~Exists(filed), ~Exists(away), time_zone=zone, remind_to_file=True)
    )
    told = Notification.objects.filter(to=OuterRef("pk"), kind=KIND, params__day=day.isoformat())
    return list(rows.filter(~Exists(told)).select_related("team").order_by("pk")[:AT_ONCE])


def _expected(rep: User, day: date) -> bool:
    """A working day of the rep's team."""
    return working_time.calendar_for(rep.team).is_working_day(day)


def _remind(rep: User, day: date, now: datetime) -> int:
    key, path = f"day:{rep.pk}:{day.isoformat()}:to-file", f"/today/?day={day.isoformat()}"
    until = datetime.combine(day, UNTIL, clock.zone(rep.time_zone or None))
    notify(to=[rep], kind=KIND, key=key, path=path, params={"day": day.isoformat()}, now=now)
    mail.queue(
        to=rep, template="debrief/day_to_file", context={"day": day.isoformat(), "path": path}, key=key, not_after=until
    )
    return 1
