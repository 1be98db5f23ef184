"""What a family of sources is: how to find the ones that wait, lock them, and say what each deserves."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from incentives.models import LedgerLine
from incentives.rules.pricing import PriceBook

Key = tuple[int, int, int]


@dataclass(frozen=True)
class Due:
    """Points that one person deserves from one source under one component."""

    person_id: int
    component_id: int | None
    source_id: int
    points: int
    occurred_on: date

    @property
    def key(self) -> Key:
        return (self.person_id, self.component_id or 0, self.source_id)


@dataclass(frozen=True)
class Family:
    """One kind of source: `waiting` lists what to agree on, `lock` holds the sources, `dues` says what they deserve."""

    name: str
    origin: str
    waiting: Callable[[datetime | None], Iterable[int]]
    lock: Callable[[Sequence[int]], None]
    dues: Callable[[Sequence[int], PriceBook], tuple[list[Due], list[int]]]
    lines: Q

    def tips(self, source_ids: Sequence[int]) -> QuerySet[LedgerLine]:
        """The last line of each chain earned → taken back → earned anew of these sources."""
        rows: QuerySet[LedgerLine] = LedgerLine.objects.filter(
            self.lines,
            **{f"{self.origin}_id__in": source_ids},
            reversed_by_line__isnull=True,
            followed_by_line__isnull=True,
        )
        return rows
