"""On the first working morning of the week, each rep reads what her information became."""

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.models import User
from core import clock, mail, working_time
from core.models import Notification
from core.notifications import notify
from debrief.models import Absence, Verdict
from debrief.models.impact import Impact, impact_of

FROM, UNTIL = time(9), time(12, 30)
KIND = "weekly_impact"
AT_ONCE = 100


def tell_weekly_impact(now: datetime) -> int:
    """Every rep who wants it has her week's message, once, on the first working morning of her week."""
    told = 0
    zones = User.objects.active().reps().order_by().values_list("time_zone", flat=True).distinct()
    for zone in zones:
        local = now.astimezone(clock.zone(zone or None))
        if FROM <= local.time() < UNTIL and local.weekday() < 5:
            told += sum(_tell(rep, local.date(), now) for rep in _waiting(zone, local.date()))
    return told


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _waiting(zone: str, day: date) -> list[User]:
    """Reps of that zone who want the message, are here, were not told this week, and had something decided before."""
    monday = _monday(day)
    told = Notification.objects.filter(to=OuterRef("pk"), kind=KIND, params__week=monday.isoformat())
    since, until = (clock.start_utc(first, zone or None) for first in (monday - timedelta(days=7), monday))
    decided = Verdict.objects.live().filter(
        finding__visit__debrief__rep=OuterRef("pk"), decided_at__gte=since, decided_at__lt=until
    )
    away = Absence.objects.over(day, day).filter(rep=OuterRef("pk"))
    rows = User.objects.active().reps().filter(time_zone=zone, weekly_impact=True)
    return list(
        rows.filter(~Exists(told), Exists(decided), ~Exists(away)).select_related("team").order_by("pk")[:AT_ONCE]
    )


def _tell(rep: User, day: date, now: datetime) -> int:
    """Told on the first working day of the week only."""
    monday, calendar = _monday(day), working_time.calendar_for(rep.team)
    if not calendar.is_working_day(day) or any(
        calendar.is_working_day(monday + timedelta(days=n)) for n in range(day.weekday())
    ):
        return 0
    since = clock.start_utc(monday - timedelta(days=7), rep.zone)
    impact = impact_of(rep, since, clock.start_utc(monday, rep.zone))
    key, path = f"impact:{rep.pk}:{monday.isoformat()}", reverse("debrief:finding_list")
    params = {"week": monday.isoformat(), "kept": impact.kept, "deals": impact.deals}
    notify(to=[rep], kind=KIND, key=key, path=path, params=params, now=now)
    until = datetime.combine(day, UNTIL, clock.zone(rep.time_zone or None))
    mail.queue(to=rep, template="debrief/weekly_impact", context=words(impact, path), key=key, not_after=until)
    return 1


def words(impact: Impact, path: str) -> dict[str, object]:
    """The figures of the message."""
    names = ("told", "kept", "fields", "facts", "contacts", "leads", "deals", "questions")
    return {name: getattr(impact, name) for name in names} | {"amount": str(impact.amount), "path": path}
