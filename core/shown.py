"""What a list shows of its rows: the joins and the columns are the same whatever is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from core.postgres import prepared

KEYS = object()  # stands in the values of a statement where the keys will


class Shown:
    """All rows of a list with all that it shows of them."""

    def __init__(self, rows: Callable[[], QuerySet[Any, Any]]) -> None:
        self.rows = rows

    def among(self, keys: Sequence[Any], order: Sequence[str], most: int) -> list[Any]:
        """The first rows in this order of those with these keys."""
        return list(self.rows().filter(pk__in=keys).order_by(*order)[:most])


class ShownValues(Shown):
    """The same as dicts of `.values()` that PostgreSQL gives as they are: by a statement that is compiled once for each
    order, and planned once for a connection (`core.postgres.base.Prepared`)."""

    def __init__(self, rows: Callable[[], QuerySet[Any, Any]], names: Sequence[str]) -> None:
        super().__init__(rows)
        self.names = names
        self._compiled = lru_cache(maxsize=64)(self._compile)

    def among(self, keys: Sequence[Any], order: Sequence[str], most: int) -> list[Any]:
        if not keys:
            return []
        sql, params = self._compiled(tuple(order), most)
        with prepared() as cursor:
            cursor.execute(sql, [list(keys) if one is KEYS else one for one in params])
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _compile(self, order: Sequence[str], most: int) -> tuple[str, Sequence[Any]]:
        """The statement and its values, the keys among them; the order may need more than is shown."""
        more = [name for one in order if (name := one.removeprefix("-")) not in self.names]
        keys = RawSQL("SELECT unnest(%s::bigint[])", (KEYS,))  # noqa: S611 - a constant
        whole = self.rows().values(*self.names, *more).filter(pk__in=keys).order_by(*order)[:most]
        sql, params = whole.query.sql_with_params()
        return sql, params
