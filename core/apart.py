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


@dataclass(frozen=True, slots=True)
class Apart:
    """All the rows found are in one of the `ways`, and their `column` holds one of the `values` if any are named.

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
        sql, params = self.joined(found.order_by(*order), most, " UNION ALL ")
        return RawSQL(sql, params)  # noqa: S611 - compiled by Django just above

    def joined(self, found: QuerySet[Any], most: int, by: str) -> tuple[str, list[Any]]:
        """The statement that reads `most` keys of each set. Sets that differ by a value alone are written once."""
        pieces: list[str] = []
        filled: list[Any] = []
        for way in self.ways:
            rows = found.filter(way, **({self.column: EACH} if self.values else {})).values("pk")[:most]
            try:
                sql, params = rows.query.sql_with_params()
            except EmptyResultSet:
                continue
            for value in self.values or [None]:
                pieces.append(f"({sql})")
                filled += [value if one is EACH else one for one in params]
        return by.join(pieces) or "SELECT NULL::bigint WHERE false", filled
