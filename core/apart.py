"""Sets of rows that are asked apart, each by an index of its own, then joined.

Asked together ("one of these states", "mine or my team's"), PostgreSQL would walk the whole list until enough rows came
by, or sort all that there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL


class _Each(str):
    """Stands in a statement where each of the values will."""

    __slots__ = ()


EACH = _Each("\ue000")
NONE = "SELECT NULL::bigint WHERE false"
Keys = QuerySet[Any] | RawSQL
Statement = tuple[str, Sequence[Any]]  # and its values


@dataclass(frozen=True, slots=True)
class Apart:
    """All the rows found are in one of the `ways`, and their `column` holds one of the `values` if any are named,
    each of them once.

    `rows` says the rest of what is asked, without what these imply: PostgreSQL takes a condition that is said twice for
    two, expects few rows and reads whole indexes to find them.
    """

    ways: Sequence[Q] = (Q(),)
    column: str = ""
    values: Sequence[Any] = ()
    rows: QuerySet[Any] | None = None  # nothing: the rows found themselves
    in_turn: bool = False  # the values are words in the order of the list: the next is asked when those before gave few
    written: Sequence[Statement] = ()  # the sets of these rows, where they were written before
    cap: int = 1001  # as many of them are counted

    def __len__(self) -> int:
        return len(self.ways) * (len(self.values) or 1)

    def sets(self, found: QuerySet[Any], names: Sequence[str] = ("pk",)) -> Sequence[Statement]:
        """The statement of each way, written once for all values: a sign stands in it where each of them will."""
        sign = RawSQL("each.value", ()) if self.in_turn else EACH  # noqa: S611 - a constant
        written: list[Statement] = []
        for way in self.ways:
            rows = found.filter(way, **({self.column: sign} if self.values else {})).values(*names)
            try:
                written.append(rows.query.sql_with_params())
            except EmptyResultSet:
                continue
        return written

    def joined(self, sets: Sequence[Statement], most: int, *, once: bool = False) -> Statement:
        """The statement that reads `most` rows of each set, in turn of each way: the first `most` found are among them.

        With `once` no key comes twice, and `most` of each way are enough: a row in two ways has one value.
        """
        pieces: list[str] = []
        filled: list[Any] = []
        for sql, params in sets:
            each = f"({sql} LIMIT {most})"
            if self.in_turn:
                turns = f"SELECT met.pk FROM unnest(%s::text[]) AS each(value) CROSS JOIN LATERAL {each} met"  # noqa: S608
                pieces.append(f"({turns} LIMIT {most})")
                filled += [list(self.values), *params]
                continue
            together = " UNION ALL ".join([each] * (len(self.values) or 1))
            if once and len(self.values) > 1:
                together = f"(SELECT * FROM ({together}) sets LIMIT {most})"  # noqa: S608 - compiled by Django
            pieces.append(together)
            for value in self.values or [None]:
                filled += [value if one is EACH else one for one in params]
        return (" UNION " if once else " UNION ALL ").join(pieces) or NONE, filled


def statement(keys: Keys) -> Statement:
    """The SQL that reads these keys, and its values."""
    if isinstance(keys, RawSQL):
        return keys.sql, keys.params
    try:
        sql, params = keys.query.sql_with_params()
    except EmptyResultSet:
        return NONE, ()
    return sql, params
