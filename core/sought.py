"""The rows of a list that hold some words: a frequent word is met on the way, a rare one is asked of the index.

The index of words gathers every row that holds them before it gives one: right for a rare word, a waste for one that
every sixth row holds. So the list is walked first, in its own order and not far: PostgreSQL stops as soon as it has met
enough of them. The index is asked when that was not enough, once for the page and for the count.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from core.apart import NONE, WORDS, Apart, Statement
from core.known import Known
from core.paging import Place

WALKED = 2000  # rows of the list looked at, in its order
FAR = 20_000  # as many for a word that is neither rare nor near its beginning
MOST_MET = 101  # rows that hold the words: a walk needs no more
MOST_FOUND = 2000  # rows taken from the index
WALKS: Known[Statement] = Known(512)


@dataclass(frozen=True, slots=True)
class Walk:
    """The keys of the rows that hold the words, in the order of the list, and whether it came to its end."""

    met: list[Any]
    whole: bool

    @classmethod
    def of(cls, told: list[list[int]], most: int) -> Walk:
        """`told` are number, held and key of those met, and of the last one that was looked at."""
        ended = len(told) < MOST_MET and (not told or told[-1][0] < most)
        return cls(list(dict.fromkeys(key for _number, held, key in told if held)), ended)


@dataclass
class Sought:
    """`wide` are the rows of the list whatever they hold, `holds` the condition on their words, row by row; `worded`
    says it as an index finds it, where that is said otherwise.

    `alike` are the words, the condition with `WORDS` in their place, and all else that a walk depends on: it is
    written once for all words.
    """

    wide: QuerySet[Any]
    holds: Q
    worded: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    alike: tuple[str, Q, tuple[Hashable, ...]] | None = None
    _found: list[Any] | None = field(default=None, init=False)

    def asked(self, at: Place, apart: Apart) -> list[Statement]:
        """The walk from this place on; where it is not the beginning, another one from there, which counts."""
        rows = self._rows(apart)
        if self.alike and not at.values:
            words, holds, asked = self.alike
            told = (*asked, *at.reading, WALKED, MOST_MET)
            sql, params = WALKS.get(told, lambda: self._walk(rows, at.reading, WALKED, apart, holds))
            return [(sql, [words if one is WORDS else one for one in params])]
        starts = [at.beyond(rows), rows] if at.values else [rows]
        return [self._walk(start, at.reading, WALKED, apart) for start in starts]

    def answered(self, told: Sequence[list[list[int]]], at: Place, apart: Apart) -> tuple[list[Any] | None, int, int]:
        """Keys among which are those of the page, how many rows hold the words, and from where on none are counted."""
        walks = [Walk.of(one, WALKED) for one in told]
        rows = at.beyond(self._rows(apart))
        keys = self._page(walks[0], at.most, lambda most: self._walk(rows, at.reading, most, apart))
        if keys and keys is self._found and at.values:
            keys = list(at.beyond(self.wide.filter(pk__in=keys)).values_list("pk", flat=True))
        return keys, *self._count(walks[-1], at.most, min(apart.cap, MOST_FOUND))

    def page(self, order: Sequence[str], wanted: int) -> list[Any] | None:
        """Keys among which are the first `wanted` rows in this order that hold the words.

        None when a word is not rare and stands only far from there: all that hold it must be sorted.
        """

        def walk(most: int) -> Statement:
            return self._walk(self.wide, order, most, Apart())

        return self._page(_walked(walk(WALKED), WALKED), wanted, walk)

    def some(self) -> list[Any]:
        """The keys that the index of words gives: all of them when they are fewer than MOST_FOUND."""
        if self._found is None:
            rows = self.worded(self.wide) if self.worded else self.wide.filter(self.holds)
            self._found = list(rows.order_by().values_list("pk", flat=True)[:MOST_FOUND])
        return self._found

    def _rows(self, apart: Apart) -> QuerySet[Any]:
        return self.wide if apart.rows is None else apart.rows

    def _page(self, near: Walk, wanted: int, walk: Callable[[int], Statement]) -> list[Any] | None:
        if len(near.met) >= wanted or near.whole:
            return near.met[:wanted]
        if len(self.some()) < MOST_FOUND:
            return self.some()
        far = _walked(walk(FAR), FAR)
        return far.met[:wanted] if len(far.met) >= wanted or far.whole else None

    def _count(self, near: Walk, wanted: int, cap: int) -> tuple[int, int]:
        """As many as are known already; the index counts a word of which the walk met less than a page."""
        if near.whole:
            return len(near.met), len(near.met) + 1
        if self._found is None:
            for enough in (MOST_MET, wanted):
                if len(near.met) >= enough:
                    return enough, enough
        return min(cap, len(self.some())), cap

    def _walk(
        self, rows: QuerySet[Any], order: Sequence[str], most: int, apart: Apart, holds: Q | None = None
    ) -> Statement:
        """Number, whether it holds the words, and key: of the rows met on a walk, and of the last of `most`."""
        held = rows.annotate(held=ExpressionWrapper(holds or self.holds, BooleanField()))
        merged, params = apart.merged(held, order, most, "held")
        if merged == NONE:
            return NONE, []
        walked = f"{merged} LIMIT {most}"
        numbered = f"SELECT pk, held, row_number() OVER () AS number FROM ({walked}) walked"  # noqa: S608
        return (
            f"SELECT ARRAY[number, held::int, pk] FROM ({numbered}) met "  # noqa: S608
            f"WHERE held OR number = {most} LIMIT {MOST_MET}"
        ), params


def _walked(walk: Statement, most: int) -> Walk:
    sql, params = walk
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ARRAY({sql})", params)
        return Walk.of(cursor.fetchone()[0], most)
