"""On which days a planned visit comes back: once, every n weeks, or every n months on the nth weekday."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Rule:
    """`skipped` holds ISO days left out; a monthly rule keeps the weekday and the rank of its first day."""

    rhythm: str
    every: int
    starts_on: date
    until: date | None
    skipped: frozenset[str] = frozenset()


def rank_in_month(day: date) -> int:
    """1 for the first such weekday of the month, up to 4; 5 means the last one."""
    return (day.day - 1) // 7 + 1


def is_rank(day: date, rank: int) -> bool:
    """The day is the nth such weekday of its month; a fifth one is the last, in any month."""
    if rank < 5:
        return rank_in_month(day) == rank
    return (day + timedelta(days=7)).month != day.month


def falls_on(rule: Rule, day: date) -> bool:
    """The visit is planned on this day, days off apart."""
    if day < rule.starts_on or (rule.until and day > rule.until) or day.isoformat() in rule.skipped:
        return False
    if rule.rhythm == "once":
        return day == rule.starts_on
    if day.weekday() != rule.starts_on.weekday():
        return False
    if rule.rhythm == "weekly":
        return (day - rule.starts_on).days // 7 % rule.every == 0
    months = (day.year - rule.starts_on.year) * 12 + day.month - rule.starts_on.month
    return months % rule.every == 0 and is_rank(day, rank_in_month(rule.starts_on))


def days_of(rule: Rule, first: date, last: date) -> Iterator[date]:
    """Its days from `first` to `last`, both included."""
    for n in range((last - first).days + 1):
        if falls_on(rule, first + timedelta(days=n)):
            yield first + timedelta(days=n)
