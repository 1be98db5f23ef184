"""Snapshots along time: the last day computed, and twelve weeks of it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Max, QuerySet

WEEKS = 12


def last_day(snapshots: QuerySet[Any], today: date) -> date | None:
    """The most recent day for which these snapshots exist."""
    day: date | None = snapshots.filter(as_of__lte=today).order_by("-as_of").values_list("as_of", flat=True).first()
    return day


def freshness(snapshots: QuerySet[Any], day: date | None) -> datetime | None:
    """When the figures of that day were computed."""
    at: datetime | None = snapshots.filter(as_of=day).aggregate(at=Max("computed_at"))["at"] if day else None
    return at


def weeks_to(day: date) -> list[date]:
    """This day and the eleven before it, a week apart, oldest first."""
    return [day - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]


def scores_by_person(snapshots: QuerySet[Any], days: Iterable[date]) -> dict[int, dict[date, Decimal | None]]:
    """person → day → score, for some days, in one query."""
    found: dict[int, dict[date, Decimal | None]] = defaultdict(dict)
    for person, day, score in snapshots.filter(as_of__in=list(days)).values_list("person_id", "as_of", "score"):
        found[person][day] = score
    return found


def mean(values: Iterable[Decimal | None]) -> Decimal | None:
    """The mean of what is known, to one decimal."""
    known = [value for value in values if value is not None]
    return (sum(known, Decimal(0)) / len(known)).quantize(Decimal("0.1")) if known else None
