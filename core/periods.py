"""Month and Quarter as values: bounds in the company's time zone, labels, previous, next."""

from __future__ import annotations

import re
from abc import abstractmethod
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core import clock


@dataclass(frozen=True, order=True, slots=True)
class _Span:
    """Consecutive calendar months, known by their year and their rank in it."""

    year: int
    rank: int

    MONTHS: ClassVar[int]
    PATTERN: ClassVar[re.Pattern[str]]
    FORMAT: ClassVar[str]

    def __post_init__(self) -> None:
        if not (1 <= self.rank <= 12 // self.MONTHS and 1 <= self.year <= 9998):
            raise ValueError(f"There is no period {self.year}/{self.rank}.")

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, (day.month - 1) // cls.MONTHS + 1)

    @classmethod
    def parse(cls, key: str) -> Self:
        match = cls.PATTERN.fullmatch(key)
        if match is None:
            raise ValueError(f"{key!r} is not a period.")
        return cls(int(match[1]), int(match[2]))

    @property
    def key(self) -> str:
        return self.FORMAT.format(year=self.year, rank=self.rank)

    def __str__(self) -> str:
        return self.key

    @property
    def first(self) -> date:
        return date(self.year, (self.rank - 1) * self.MONTHS + 1, 1)

    @property
    def last(self) -> date:
        return self.next().first - timedelta(days=1)

    @property
    def start_utc(self) -> datetime:
        return clock.start_utc(self.first)

    @property
    def end_utc(self) -> datetime:
        return clock.end_utc(self.last)

    @property
    @abstractmethod
    def label(self) -> str: ...

    def shift(self, steps: int) -> Self:
        per_year = 12 // self.MONTHS
        year, rank = divmod(self.year * per_year + self.rank - 1 + steps, per_year)
        return type(self)(year, rank + 1)

    def previous(self) -> Self:
        return self.shift(-1)

    def next(self) -> Self:
        return self.shift(1)

    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


class Month(_Span):
    """A calendar month, written 2026-11."""

    __slots__ = ()
    MONTHS = 1
    PATTERN = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
    FORMAT = "{year:04d}-{rank:02d}"

    @property
    def label(self) -> str:
        return date_format(self.first, "F Y")


class Quarter(_Span):
    """A calendar quarter, written 2026-Q4."""

    __slots__ = ()
    MONTHS = 3
    PATTERN = re.compile(r"(\d{4})-Q([1-4])", re.ASCII)
    FORMAT = "{year:04d}-Q{rank}"

    @property
    def label(self) -> str:
        return _("Q%(rank)s %(year)s") % {"rank": self.rank, "year": self.year}
