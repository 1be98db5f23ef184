"""What a month pays: the day's cap, the month's cap, then the value of a point, rounded once.

Caps bear on what all lines of a day say together, whenever they were posted: a statement pays the difference
between what the days are worth now and what earlier statements already counted. So a late line never escapes
a cap, and a line taken back never takes more than it had brought.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

CENT = Decimal("0.01")


@dataclass(frozen=True)
class DayPoints:
    """A day of sources: points posted in this period, and in the periods before it."""

    day: date
    now: int
    before: int = 0


@dataclass(frozen=True)
class DayResult:
    """A day once capped: what it brings to this statement."""

    day: date
    points: int
    kept: int

    @property
    def cut(self) -> int:
        return self.points - self.kept


@dataclass(frozen=True)
class Caps:
    day: int | None = None
    month: int | None = None

    @classmethod
    def of(cls, parameters: Mapping[str, Any]) -> "Caps":
        return cls(parameters.get("cap_day"), parameters.get("cap_month"))


@dataclass(frozen=True)
class Result:
    days: tuple[DayResult, ...] = field(default=())
    points: int = 0
    after_day_caps: int = 0
    after_month_cap: int = 0
    adjustments: int = 0
    carried_in: int = 0
    carried_out: int = 0
    point_value: Decimal = Decimal(0)
    amount: Decimal = Decimal("0.00")

    @property
    def cut_by_day(self) -> int:
        return sum(day.cut for day in self.days)

    @property
    def cut_by_month(self) -> int:
        return self.after_day_caps - self.after_month_cap

    @property
    def capped_points(self) -> int:
        return self.after_month_cap + self.adjustments

    @property
    def payable(self) -> int:
        return max(self.capped_points + self.carried_in, 0)


def summarise(
    days: Iterable[DayPoints],
    *,
    caps: Mapping[tuple[int, int], Caps],
    adjustments: int = 0,
    carried_in: int = 0,
    point_value: Decimal = Decimal(0),
) -> Result:
    """The statement of a month; `caps` are those in force in the month (year, month) of each day."""
    months: dict[tuple[int, int], list[DayPoints]] = defaultdict(list)
    for day in days:
        months[(day.day.year, day.day.month)].append(day)
    results: list[DayResult] = []
    after_month = 0
    for key, entries in sorted(months.items()):
        cap = caps.get(key, Caps())
        results += [_day(entry, cap) for entry in sorted(entries, key=lambda entry: entry.day)]
        after_month += _worth(entries, cap, posted=True) - _worth(entries, cap, posted=False)
    payable = after_month + adjustments + carried_in
    return Result(
        days=tuple(result for result in results if result.points or result.kept),
        points=sum(result.points for result in results) + adjustments,
        after_day_caps=sum(result.kept for result in results),
        after_month_cap=after_month,
        adjustments=adjustments,
        carried_in=carried_in,
        carried_out=min(payable, 0),
        point_value=point_value,
        amount=(max(payable, 0) * point_value).quantize(CENT, rounding=ROUND_HALF_UP),
    )


def prorated(target: Decimal, worked: int, possible: int, share: Decimal = Decimal(1)) -> Decimal:
    """The part of a monthly figure that falls to the working days of the person."""
    if possible <= 0:
        return Decimal("0.00")
    return (target * share * worked / possible).quantize(CENT, rounding=ROUND_HALF_UP)


def _day(entry: DayPoints, cap: Caps) -> DayResult:
    kept = _capped(entry.before + entry.now, cap.day) - _capped(entry.before, cap.day)
    return DayResult(entry.day, entry.now, kept)


def _worth(entries: Iterable[DayPoints], cap: Caps, *, posted: bool) -> int:
    """What the days of a month are worth in all, with or without what this period posted."""
    total = sum(_capped(entry.before + (entry.now if posted else 0), cap.day) for entry in entries)
    return _capped(total, cap.month)


def _capped(points: int, cap: int | None) -> int:
    return points if cap is None else min(points, int(cap))
