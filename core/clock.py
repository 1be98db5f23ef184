"""What time it is, and where a local day begins and ends."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.conf import settings

Zone = str | tzinfo | None
FIRST_DAY, LAST_DAY = date(1, 1, 3), date(9999, 12, 29)


def now() -> datetime:
    """This instant in UTC; in tests the instant of APP_CLOCK when it is set."""
    frozen: str = settings.APP_CLOCK
    if not frozen:
        return datetime.now(UTC)
    instant = datetime.fromisoformat(frozen)
    return instant.replace(tzinfo=instant.tzinfo or UTC).astimezone(UTC)


def zone(tz: Zone = None) -> tzinfo:
    """A time zone by name; the company's when none is given."""
    return tz if isinstance(tz, tzinfo) else ZoneInfo(tz or settings.APP_TZ)


def local_day(instant: datetime | None = None, tz: Zone = None) -> date:
    return (instant or now()).astimezone(zone(tz)).date()


def start_utc(day: date, tz: Zone = None) -> datetime:
    """The first instant of a local day: midnight, or the end of the gap where midnight does not exist."""
    if not FIRST_DAY < day < LAST_DAY:  # typed by somebody: its midnight lies outside what a calendar can hold
        return datetime.combine(day, time.min, UTC)
    where = zone(tz)
    midnight = datetime.combine(day, time.min, where)
    first = midnight.astimezone(UTC)
    if first.astimezone(where).date() == day and first.astimezone(where).time() == time.min:
        return first
    return _end_of_gap(day, where)


def _end_of_gap(day: date, where: tzinfo) -> datetime:
    """Midnight falls in a gap: the clocks jump at the instant the offset before it gives."""
    before = datetime.combine(day, time.min, where).replace(fold=0).utcoffset() or timedelta()
    after = datetime.combine(day, time.min, where).replace(fold=1).utcoffset() or timedelta()
    naive = datetime.combine(day, time.min, UTC)
    return naive - min(before, after)


def end_utc(day: date, tz: Zone = None) -> datetime:
    """The first instant of the following day: a day holds 23, 24 or 25 hours, never day + 24 h."""
    return start_utc(day + timedelta(days=1), tz) if day < date.max else datetime.max.replace(tzinfo=UTC)
