"""What is asked again and again of another value: compiled once, and planned once for a connection."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from core.apart import EACH, Statement, statement
from core.postgres import prepared


class Repeated:
    """Rows of `.values_list()`; `EACH` stands in their statement where the value will."""

    def __init__(self, rows: Callable[[], QuerySet[Any, Any]]) -> None:
        self.rows = rows

    def of(self, value: Any) -> list[tuple[Any, ...]]:
        sql, params = self._written
        with prepared() as cursor:
            cursor.execute(sql, [value if one is EACH else one for one in params])
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    @cached_property
    def _written(self) -> Statement:
        return statement(self.rows())
