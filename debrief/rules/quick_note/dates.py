"""Days named in a note, absolute or relative to the day it is written, in French and English.

A day or a month without a year is the next one to come. A month alone is its first day, "fin" or "end of" its last,
"mi" or "mid" the 15th; next week is its Monday, a quarter its first day.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from debrief.rules.quick_note.text import Span

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv january jan", "fevrier fevr february feb", "mars march mar", "avril april apr", "mai may",
            "juin june jun", "juillet juil july jul", "aout august aug", "septembre sept september sep",
            "octobre october oct", "novembre november nov", "decembre december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
SHORT_NAMES = {"mars", "mai", "juin", "june", "july", "may"}
LONG = {name: number for name, number in MONTHS.items() if len(name) > 4 or name in SHORT_NAMES}
DAYS = {
    name: number
    for number, names in enumerate(
        ("lundi monday", "mardi tuesday", "mercredi wednesday", "jeudi thursday", "vendredi friday", "samedi saturday",
         "dimanche sunday")
    )
    for name in names.split()
}  # fmt: skip
COUNTS = {
    word: number
    for number, words in {
        1: "un une one a an", 2: "deux two", 3: "trois three", 4: "quatre four", 5: "cinq five", 6: "six",
        7: "sept seven", 8: "huit eight", 9: "neuf nine", 10: "dix ten", 12: "douze twelve", 15: "quinze fifteen",
    }.items()
    for word in words.split()
}  # fmt: skip
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
LONG_MONTH = "|".join(sorted(LONG, key=len, reverse=True))
DAY = "|".join(DAYS)
COUNT = "|".join(sorted(COUNTS, key=len, reverse=True))
YEAR = r"(?:,?\s(?P<year>20\d\d))?"
Reader = Callable[["re.Match[str]", date], date | None]


@dataclass(frozen=True)
class Day:
    span: Span
    value: date


def days(folded: str, today: date) -> list[Day]:
    """Every day named, in order; the most precise reading of a place wins."""
    found: list[Day] = []
    for pattern, reader in READERS:
        for match in pattern.finditer(folded):
            span = Span(match.start(), match.end())
            if any(span.meets(other.span) for other in found):
                continue
            if value := reader(match, today):
                found.append(Day(span, value))
    return sorted(found, key=lambda one: one.span.start)


def safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def coming(month: int, day: int, today: date, year: str | None = None) -> date | None:
    """That day of the year named, else of the first year in which it is not past."""
    if year:
        return safe(int(year), month, day)
    here = safe(today.year, month, day)
    return here if here is None or here >= today else safe(today.year + 1, month, day)


def last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def months_on(today: date, count: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def iso(match: "re.Match[str]", today: date) -> date | None:
    return safe(int(match["year"]), int(match["month"]), int(match["day"]))


def slashed(match: "re.Match[str]", today: date) -> date | None:
    year = match["year"]
    return coming(int(match["month"]), int(match["day"]), today, f"20{year[-2:]}" if year else None)


def named(match: "re.Match[str]", today: date) -> date | None:
    return coming(MONTHS[match["month"]], int(match["day"]), today, match["year"])


def weekday(match: "re.Match[str]", today: date) -> date | None:
    return today + timedelta(days=(DAYS[match["day"]] - today.weekday() - 1) % 7 + 1)


def part_of_month(match: "re.Match[str]", today: date) -> date | None:
    part, month = match["part"], MONTHS[match["month"]]
    year = int(match["year"]) if match["year"] else today.year + (last_of(today.year, month) < today)
    if part.endswith(("fin", "end of", "late")):
        return last_of(year, month)
    return date(year, month, 15 if part.startswith("mi") else 1)


def month_alone(match: "re.Match[str]", today: date) -> date | None:
    month = LONG[match["month"]]
    if match["year"]:
        return date(int(match["year"]), month, 1)
    return date(today.year + (month < today.month), month, 1)


def from_now(match: "re.Match[str]", today: date) -> date | None:
    count = int(match["count"]) if match["count"].isdecimal() else COUNTS[match["count"]]
    unit = match["unit"]
    if count > 400:
        return None
    if unit.startswith(("mois", "month")):
        return months_on(today, count)
    return today + timedelta(days=count * (7 if unit.startswith(("sem", "week")) else 1))


def quarter(match: "re.Match[str]", today: date) -> date | None:
    month = 3 * int(match["quarter"]) - 2
    year = int(match["year"]) if match["year"] else today.year + (month + 2 < today.month)
    return date(year, month, 1)


def monday_after(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def after(count: int) -> Reader:
    return lambda match, today: today + timedelta(days=count)


def reading(pattern: str, reader: Reader) -> "tuple[re.Pattern[str], Reader]":
    return re.compile(pattern), reader


NAMED_DAY = (
    rf"(?:\b(?:{DAY})\s(?:the\s)?)?\b(?P<day>[0-3]?\d)(?:er|st|nd|rd|th)?"
    rf"\s(?:of\s)?(?P<month>{MONTH})\b\.?{YEAR}"
)
MONTH_FIRST = rf"\b(?P<month>{LONG_MONTH})\s(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?!\s?(?:€|euro|%)){YEAR}"
PART = r"\b(?P<part>debut|mi|fin|early|mid|(?:the\s)?end of|late)[\s-](?:de\s|d')?"
LEADING = (
    r"\b(?:en|d'ici|de|debut|in|by|until|before|avant|jusqu'en|des|pour|from|vers|around|courant|au mois de|next|for)"
    r"\s(?:the\s)?"
)
DELAY = (
    r"\b(?:dans|d'ici|sous|in|within)\s(?:environ\s|about\s|les\s)?"
    rf"(?P<count>\d{{1,3}}|{COUNT})\s(?P<unit>jours?|semaines?|mois|days?|weeks?|months?)\b"
)
MONTH_END = r"\b(?:la fin du mois|fin du mois|fin de mois|(?:the )?end of (?:the )?month)\b"
NOT_BEFORE = r"(?<!depuis )(?<!since )(?<!last )"
READERS = (
    reading(r"\b(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b", iso),
    reading(r"(?<![\d/.])(?P<day>[0-3]?\d)/(?P<month>[01]?\d)(?:/(?P<year>(?:20)?\d\d))?(?![\d/])", slashed),
    reading(NAMED_DAY, named),
    reading(MONTH_FIRST, named),
    reading(rf"{PART}(?P<month>{LONG_MONTH})\b{YEAR}", part_of_month),
    reading(rf"{LEADING}(?P<month>{LONG_MONTH})\b{YEAR}", month_alone),
    reading(MONTH_END, lambda _match, today: last_of(today.year, today.month)),
    reading(r"\bapres[ -]demain\b|\b(?:the )?day after tomorrow\b", after(2)),
    reading(r"\bdemain\b|\btomorrow\b", after(1)),
    reading(r"\bune quinzaine(?: de jours)?\b|\ba fortnight\b", after(15)),
    reading(DELAY, from_now),
    reading(r"\bsemaine prochaine\b|\bnext week\b", lambda _match, today: monday_after(today)),
    reading(r"\bmois prochain\b|\bnext month\b", lambda _match, today: months_on(today.replace(day=1), 1)),
    reading(r"\bl'an(?:nee)? prochaine?\b|\bnext year\b", lambda _match, today: date(today.year + 1, 1, 1)),
    reading(r"\b(?:t|q)(?P<quarter>[1-4])(?:\s(?P<year>20\d\d))?\b", quarter),
    reading(r"\bla rentree\b", lambda _match, today: coming(9, 1, today)),
    reading(rf"{NOT_BEFORE}\b(?:next\s)?(?P<day>{DAY})(?:\sprochain|\sen huit)?\b(?!\s(?:dernier|last))", weekday),
)
