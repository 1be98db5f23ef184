"""Sets of rows that are asked apart, each by an index of its own, then joined.

Asked together ("one of these states", "mine or my team's"), PostgreSQL would walk the whole list until enough rows came
by, or sort all that there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL


class _Each(str):
    """Stands in a statement where each of the values will, or the words that are looked for."""

    __slots__ = ()


EACH, EACH_WAY, WORDS = _Each("\ue000"), _Each("\ue001"), _Each("\ue002")
WAY = RawSQL("way %s", (EACH_WAY,), BooleanField())
SIGN = "(way %s)"
NONE = "SELECT NULL::bigint AS pk WHERE false"
MANY, FEW = 1001, 101  # as many of the rows found are counted, or as many where each of them is dear to find
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
    written: Sequence[Statement] = ()  # the sets of these rows, where they were written before
    order: Sequence[str] = ()  # that of the list, where these rows call its columns otherwise
    cap: int = MANY  # as many of them are counted
    at_once: bool = False  # they are found once, for the first page and the count
    whole: Statement | None = None  # by this statement, in the order of the list, where it was written before

    def __len__(self) -> int:
        return len(self.ways) * (len(self.values) or 1)

    def sets(self, found: QuerySet[Any], names: Sequence[str] = ("pk",)) -> Sequence[Statement]:
        """The statement of each way, written once for all of them and all values: a sign stands in it where each of
        these will."""
        rows = found.filter(WAY, **({self.column: EACH} if self.values else {})).values(*names)
        sql, params = statement(rows)
        if sql == NONE:
            return []
        at = next(place for place, value in enumerate(params) if value is EACH_WAY)
        model: Any = found.model
        conditions = [found_in(model, way) for way in self.ways]
        return [(sql.replace(SIGN, where), [*params[:at], *values, *params[at + 1 :]]) for where, values in conditions]

    def compiled(self, order: Sequence[str]) -> Apart:
        """The same with the statements that are asked of it, in this order or counted in none: for what is asked
        again."""
        if self.rows is None:
            return self
        if self.at_once and order:
            return replace(self, whole=self.merged(self.rows, self.order or order, self.cap))
        if len(self) > 1 or not order:
            return replace(self, written=self.sets(self.rows.order_by(*(self.order or order))))
        return self

    def joined(self, sets: Sequence[Statement], most: int, *, once: bool = False) -> Statement:
        """The statement that reads `most` rows of each set: the first `most` found are among them.

        With `once` no key comes twice, and `most` of each way are enough: a row in two ways has one value.
        """
        pieces: list[str] = []
        filled: list[Any] = []
        for sql, params in sets:
            each = f"({sql} LIMIT {most})"
            together = " UNION ALL ".join([each] * (len(self.values) or 1))
            if once and len(self.values) > 1:
                together = f"(SELECT * FROM ({together}) sets LIMIT {most})"  # noqa: S608 - compiled by Django
            pieces.append(together)
            for value in self.values or [None]:
                filled += [value if one is EACH else one for one in params]
        return (" UNION " if once else " UNION ALL ").join(pieces) or NONE, filled

    def merged(self, rows: QuerySet[Any], order: Sequence[str], most: int, *more: str) -> Statement:
        """The statement that reads `most` rows of each set, all of them in this order: a row in two sets comes twice.

        Its columns are those of the order, `pk` among them, and `more`.
        """
        names = [name.removeprefix("-") for name in order]
        sets, params = self.joined(self.sets(rows.order_by(*order), (*names, *more)), most)
        if sets == NONE:
            return NONE, []
        by = ", ".join(f'"{name.removeprefix("-")}" {"DESC" if name.startswith("-") else "ASC"}' for name in order)
        return f"SELECT * FROM ({sets}) sets ORDER BY {by}", params  # noqa: S608 - compiled by Django


@lru_cache(maxsize=1024)
def found_in(model: Any, way: Q) -> Statement:
    """A way as it stands in a statement; it names columns of the table alone."""
    if not way:
        return "TRUE", ()
    query = model._base_manager.filter(way).query
    sql, params = query.where.as_sql(query.get_compiler(connection=connection), connection)
    return f"({sql})", params


def statement(keys: Keys) -> Statement:
    """The SQL that reads these keys, and its values."""
    if isinstance(keys, RawSQL):
        return keys.sql, keys.params
    try:
        sql, params = keys.query.sql_with_params()
    except EmptyResultSet:
        return NONE, ()
    return sql, params
