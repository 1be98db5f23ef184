"""Business hours and French holidays: add working hours, age in working hours, working days."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

import holidays

from core import clock

HOURS = ((time(9), time(12, 30)), (time(13, 30), time(18)))
ALSACE_MOSELLE = ("alsace", "moselle", "alsace_moselle", "alsace-moselle", "57", "67", "68")
SECONDS = Decimal(3600)
MINUTES_A_DAY = sum(60 * (end.hour - begin.hour) + end.minute - begin.minute for begin, end in HOURS)
FAR = 20_000  # working days: nothing here is due in eighty years


class WorkingCalendar:
    """Monday to Friday, 09:00–12:30 and 13:30–18:00 in the company's zone, French holidays left out."""

    def __init__(self, subdivision: str = "", tz: clock.Zone = None) -> None:
        region = "57" if subdivision.lower() in ALSACE_MOSELLE else (subdivision or None)
        self._zone = clock.zone(tz)
        self._holidays = holidays.country_holidays("FR", subdiv=region)

    def is_working_day(self, d: date) -> bool:
        return d.weekday() < 5 and d not in self._holidays

    def next_working_day(self, d: date) -> date:
        """The first working day after `d`."""
        return next(day for day in _days(d, 1) if self.is_working_day(day))

    def previous_working_day(self, d: date) -> date:
        """The last working day before `d`."""
        return next(day for day in _days(d, -1) if self.is_working_day(day))

    def working_days(self, first: date, last: date) -> int:
        """How many working days there are from `first` to `last`, both included."""
        span = (last - first).days + 1
        return sum(self.is_working_day(first + timedelta(days=n)) for n in range(span))

    def hours(self, d: date) -> list[tuple[datetime, datetime]]:
        """The working stretches of a day as UTC instants; none on a day off."""
        if not self.is_working_day(d):
            return []
        return [(self._instant(d, begin), self._instant(d, end)) for begin, end in HOURS]

    def days_table(self, first: date, last: date) -> list[tuple[date, bool, int]]:
        """Each day from `first` to `last`: is it worked, and how many minutes were worked since `first` before it."""
        table, minutes = [], 0
        for n in range((last - first).days + 1):
            day = first + timedelta(days=n)
            works = self.is_working_day(day)
            table.append((day, works, minutes))
            minutes += MINUTES_A_DAY if works else 0
        return table

    def add_hours(self, start: datetime, hours: Decimal | int) -> datetime:
        """The instant when `hours` working hours after `start` have passed."""
        return self.add_time(start, timedelta(seconds=float(Decimal(hours) * SECONDS)))

    def add_time(self, start: datetime, left: timedelta) -> datetime:
        """The instant when this much working time after `start` has passed, to the microsecond."""
        day = clock.local_day(start, self._zone)
        for current in _days(day - timedelta(days=1), 1):
            for begin, end in self.hours(current):
                begin = max(begin, start.astimezone(UTC))
                if begin < end and left <= end - begin:
                    return begin + left
                left -= max(end - begin, timedelta())
        raise OverflowError("No working hour is left.")

    def hours_between(self, a: datetime, b: datetime) -> Decimal:
        """The working hours from `a` to `b`: 0 when `b` comes first."""
        return Decimal(self.time_between(a, b) // timedelta(microseconds=1)) / (SECONDS * 1_000_000)

    def time_between(self, a: datetime, b: datetime) -> timedelta:
        """The working time from `a` to `b`, to the microsecond: nothing when `b` comes first."""
        first, last = clock.local_day(a, self._zone), clock.local_day(b, self._zone)
        worked = timedelta()
        for n in range((last - first).days + 1):
            for begin, end in self.hours(first + timedelta(days=n)):
                worked += max(min(end, b) - max(begin, a), timedelta())
        return worked

    def _instant(self, d: date, at: time) -> datetime:
        return datetime.combine(d, at, self._zone).astimezone(UTC)


def _days(d: date, step: int) -> Iterator[date]:
    """The days after `d` (before it when step is -1), nearest first."""
    return (d + timedelta(days=n * step) for n in range(1, FAR))


@lru_cache(maxsize=32)
def _calendar(subdivision: str, tz: str) -> WorkingCalendar:
    return WorkingCalendar(subdivision, tz)


def calendar_for(team: object | None) -> WorkingCalendar:
    """The calendar of a team (its holidays may be those of Alsace-Moselle); the common one without a team."""
    return _calendar(getattr(team, "calendar_subdivision", "") or "", str(clock.zone()))
