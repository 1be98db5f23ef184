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

    def __len__(self) -> int:
        return len(self.ways) * (len(self.values) or 1)

    def keys(self, found: QuerySet[Any], order: Sequence[str], most: int) -> RawSQL:
        """The keys of the first `most` rows of each set: those of the first `most` rows found are among them."""
        sql, params = self.joined(found.order_by(*order), most)
        return RawSQL(sql, params)  # noqa: S611 - compiled by Django just above

    def joined(
        self, found: QuerySet[Any], most: int, *, once: bool = False, names: Sequence[str] = ("pk",)
    ) -> tuple[str, list[Any]]:
        """The statement that reads `most` keys of each set, or `names`. Sets that differ by a value are written once.

        With `once` no key comes twice, and `most` of each way are enough: a row in two ways has one value.
        """
        pieces: list[str] = []
        filled: list[Any] = []
        for way in self.ways:
            rows = found.filter(way, **({self.column: EACH} if self.values else {})).values(*names)[:most]
            try:
                sql, params = rows.query.sql_with_params()
            except EmptyResultSet:
                continue
            sets = [f"({sql})" for _value in self.values] or [f"({sql})"]
            together = " UNION ALL ".join(sets)
            if once and len(sets) > 1:
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
