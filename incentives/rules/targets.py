"""Each person's target over some days, prorated by the working days she was there and by her working time."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Protocol

from core.working_time import WorkingCalendar, calendar_for
from incentives.rules.pricing import PriceBook
from incentives.rules.statement import prorated


class Person(Protocol):
    """What a target needs to know of somebody."""

    pk: Any
    team_id: Any
    team: Any
    joined_on: date | None
    left_on: date | None
    working_share: Decimal


class Attendance:
    """Counts working days once per calendar and pair of dates."""

    def __init__(self) -> None:
        self._calendars: dict[int | None, WorkingCalendar] = {}
        self._counts: dict[tuple[str, date, date], int] = {}

    def days(self, person: Person, first: date, last: date) -> int:
        if last < first:
            return 0
        if person.team_id not in self._calendars:
            self._calendars[person.team_id] = calendar_for(person.team)
        subdivision = person.team.calendar_subdivision if person.team else ""
        key = (subdivision, first, last)
        if key not in self._counts:
            self._counts[key] = self._calendars[person.team_id].working_days(first, last)
        return self._counts[key]

    def worked(self, person: Person, first: date, last: date, book: PriceBook) -> int:
        """Working days on which she was employed and had a plan."""
        first = max(first, person.joined_on or first)
        last = min(last, person.left_on or last)
        total = 0
        for span, _plan in book.assignments.get(person.pk, ()):
            end = last if span.ends_on is None else min(last, span.ends_on - timedelta(days=1))
            total += self.days(person, max(first, span.starts_on), end)
        return total


def targets(people: Iterable[Person], first: date, last: date, book: PriceBook) -> dict[int, Decimal]:
    """The target of each person from first to last, both included; 0 without a plan."""
    attendance = Attendance()
    result = {}
    for person in people:
        tariff = book.last_in(person.pk, first, last)
        monthly = Decimal(str(tariff.parameters.get("target") or 0)) if tariff else Decimal(0)
        worked = attendance.worked(person, first, last, book)
        result[person.pk] = prorated(monthly, worked, attendance.days(person, first, last), person.working_share)
    return result
