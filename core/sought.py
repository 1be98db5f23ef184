"""The rows of a list that hold some words: a frequent word is met on the way, a rare one is asked of the index.

The index of words gathers every row that holds them before it gives one: right for a rare word, a waste for one that
every sixth row holds. So the list is walked first, in its own order and not far; the index is asked when that was not
enough, once for the page and for the count.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet, Value

WALKED = 2000  # rows of the list looked at, in its order
FAR = 20_000  # as many for a word that is neither rare nor near its beginning
SAMPLED = 30_000  # rows looked at in no order, only to count
MOST_FOUND = 2000  # rows taken from the index


@dataclass
class Sought:
    """`wide` are the rows of the list whatever they hold, `holds` the condition on their words."""

    wide: QuerySet[Any]
    holds: Q
    _found: list[Any] | None = field(default=None, init=False)
    _share: float = field(default=0, init=False)  # of the rows walked, those that hold the words

    def page(self, first: Callable[[int], QuerySet[Any]], reading: Sequence[str], wanted: int) -> list[Any] | None:
        """Keys among which are the first `wanted` rows of the list that hold the words; `first` gives its first rows.

        None when a word is not rare and stands only far from there: all that hold it must be sorted.
        """
        for most in (WALKED, FAR):
            met, whole = self._met(first(most), reading, most)
            if len(met) >= wanted or whole:
                return met[:wanted]
            if len(self.some()) < MOST_FOUND:
                return self.some()
        return None

    def _met(self, walk: QuerySet[Any], reading: Sequence[str], most: int) -> tuple[list[Any], bool]:
        """The keys met on a walk, in its order, and whether it came to the end of the list."""
        keys = ArrayAgg("pk", filter=self.holds, order_by=reading, default=Value([]))
        told = walk.values("pk").aggregate(rows=Count("pk"), keys=keys)
        self._share = len(told["keys"]) / max(1, told["rows"])
        return list(told["keys"]), told["rows"] < most

    def count(self, cap: int) -> int:
        """How many rows hold the words, up to the cap; where they are frequent, as many as it takes are looked at."""
        looked = round(1.5 * cap / self._share) if self._share else 0
        if self._found is None and 0 < looked <= SAMPLED:
            met = (
                self.wide.order_by()
                .values("pk")[:looked]
                .aggregate(rows=Count("pk"), held=Count("pk", filter=self.holds))
            )
            if met["held"] >= cap or met["rows"] < looked:
                return min(cap, int(met["held"]))
        return min(cap, len(self.some()))

    def some(self) -> list[Any]:
        """The keys that the index of words gives: all of them when they are fewer than MOST_FOUND."""
        if self._found is None:
            rows = self.wide.filter(self.holds).order_by().values_list("pk", flat=True)
            self._found = list(rows[:MOST_FOUND])
        return self._found
