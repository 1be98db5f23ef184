"""What a list shows of its rows: the joins and the columns are the same whatever is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

KEYS = "/* keys */"


Keys = QuerySet[Any] | RawSQL


class Shown:
    """All rows of a list with all that it shows of them."""

    def __init__(self, rows: Callable[[], QuerySet[Any, Any]]) -> None:
        self.rows = rows

    def among(self, keys: Keys, order: Sequence[str], most: int) -> list[Any]:
        """The first rows in this order of those whose keys are read by this query."""
        return list(self.rows().filter(pk__in=keys).order_by(*order)[:most])


class ShownValues(Shown):
    """The same as dicts of `.values()` that PostgreSQL gives as they are: compiled once for each order."""

    def __init__(self, rows: Callable[[], QuerySet[Any, Any]]) -> None:
        super().__init__(rows)
        self._compiled = lru_cache(maxsize=64)(lambda order, most: _around(rows(), order, most))

    def among(self, keys: Keys, order: Sequence[str], most: int) -> list[Any]:
        try:
            sql, params = (keys.sql, keys.params) if isinstance(keys, RawSQL) else keys.query.sql_with_params()
        except EmptyResultSet:
            return []
        before, after = self._compiled(tuple(order), most)
        with connection.cursor() as cursor:
            cursor.execute(f"{before}{sql}{after}", params)
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _around(rows: QuerySet[Any, Any], order: Sequence[str], most: int) -> tuple[str, str]:
    """The statement before and after the place of its keys."""
    whole = rows.filter(pk__in=RawSQL(KEYS, ())).order_by(*order)[:most]  # noqa: S611 - a constant
    before, _keys, after = whole.query.sql_with_params()[0].partition(KEYS)
    return before, after
