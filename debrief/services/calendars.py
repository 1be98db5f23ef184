"""A calendar file read with suspicion: its coming events, day by day, in the rep's own time.

RFC 5545, read by `icalendar`, repeated by `recurring-ical-events`; what would take for ever to unfold is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from icalendar import Calendar
from icalendar.error import BrokenCalendarProperty

from core.text import clean_text

MOST_BYTES = 1_000_000
MOST_EVENTS = 2000
MOST_DAYS = 600
HORIZON = timedelta(days=91)
PATIENCE = 400_000  # days of daily and weekly rules unfolded at most
SLOW = ("DAILY", "WEEKLY")
KNOWN = (*SLOW, "MONTHLY", "YEARLY")
FINER = ("BYSECOND", "BYMINUTE", "BYHOUR")
OLDEST = 1970
UNREADABLE = (
    ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, RecursionError, BrokenCalendarProperty,
)  # fmt: skip


@dataclass(frozen=True)
class Event:
    """One event of the file with its coming days; none when it is over or cancelled."""

    uid: str
    title: str
    place: str
    days: tuple[tuple[date, time | None], ...]


def read_calendar(content: bytes | str, *, zone: ZoneInfo, today: date) -> list[Event]:
    """The events of the next three months, in the order of their first day; a sentence when the file is unfit."""
    try:
        return _read(content, zone, today)
    except UNREADABLE as error:
        raise unfit(_("This calendar cannot be read.")) from error


def _read(content: bytes | str, zone: ZoneInfo, today: date) -> list[Event]:
    calendar = _parsed(content)
    refuse_endless(calendar, today)
    found = recurring_ical_events.of(calendar, skip_bad_series=True).between(today, today + HORIZON)
    if len(found) > MOST_EVENTS:
        raise unfit(_("This calendar holds too many events."))
    days: dict[str, set[tuple[date, time | None]]] = {uid_of(item): set() for item in calendar.walk("VEVENT")}
    shown: dict[str, Any] = {uid_of(item): item for item in calendar.walk("VEVENT")}
    for item in found:
        if str(item.get("STATUS", "")).upper() != "CANCELLED":
            days.setdefault(uid_of(item), set()).add(moment(item, zone))
            shown[uid_of(item)] = item
    events = [event(uid, shown[uid], days[uid], today) for uid in days if uid]
    return sorted(events, key=lambda one: (one.days[0][0] if one.days else date.max, one.uid))


def _parsed(content: bytes | str) -> Calendar:
    raw = content.encode() if isinstance(content, str) else content
    if not raw.strip():
        raise unfit(_("Choose a calendar file, or paste its text."))
    if len(raw) > MOST_BYTES:
        raise unfit(_("This calendar is too big: 1 MB at most."))
    if b"BEGIN:VCALENDAR" not in raw[:2000].upper():
        raise unfit(_("This is not a calendar file (.ics)."))
    calendar = Calendar.from_ical(clean_text(raw.decode("utf-8", "strict")))
    if len(calendar.walk("VEVENT")) > MOST_EVENTS:
        raise unfit(_("This calendar holds too many events."))
    return calendar


def refuse_endless(calendar: Calendar, today: date) -> None:
    """Rules finer than a day, and rules whose days since their start would take too long to count."""
    work = 0
    for item in calendar.walk():
        for rule in rules_of(item):
            frequency = str((rule.get("FREQ") or [""])[0]).upper()
            fine = item.name in ("STANDARD", "DAYLIGHT") and frequency != "YEARLY"
            if frequency not in KNOWN or fine or any(rule.get(name) for name in FINER):
                raise unfit(_("This calendar repeats more often than a day: it cannot be imported."))
            work += (today - started(item)).days if frequency in SLOW else 0
    if work > PATIENCE:
        raise unfit(_("This calendar repeats too much to be imported."))


def rules_of(item: Any) -> list[Any]:
    found = item.get("RRULE") or []
    return found if isinstance(found, list) else [found]


def started(item: Any) -> date:
    """The day a rule counts from; before 1970 it is refused."""
    begins = getattr(item.get("DTSTART"), "dt", None)
    if begins is None or begins.year < OLDEST:
        raise unfit(_("This calendar cannot be read."))
    return begins.date() if isinstance(begins, datetime) else begins


def uid_of(item: Any) -> str:
    return str(item.get("UID") or "")[:255]


def moment(item: Any, zone: ZoneInfo) -> tuple[date, time | None]:
    """The day and the hour on the rep's clock; a whole day has no hour, a floating hour is hers."""
    begins = item["DTSTART"].dt
    if not isinstance(begins, datetime):
        return begins, None
    local = begins.astimezone(zone) if begins.tzinfo else begins
    return local.date(), local.time().replace(second=0, microsecond=0, tzinfo=None)


def event(uid: str, item: Any, days: Iterable[tuple[date, time | None]], today: date) -> Event:
    coming = sorted((pair for pair in days if pair[0] >= today), key=lambda pair: (pair[0], pair[1] or time.min))
    return Event(uid=uid, title=text(item, "SUMMARY"), place=text(item, "LOCATION"), days=tuple(coming[:MOST_DAYS]))


def text(item: Any, name: str) -> str:
    return " ".join(clean_text(str(item.get(name) or "")).split())[:200]


def unfit(sentence: Any) -> ValidationError:
    return ValidationError({"calendar": sentence})
