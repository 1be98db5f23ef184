"""Filters by one row of another table: what a person may choose among is worked out once for all her requests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, NullIf
from django_filters import fields

from core.apart import EACH, NONE, Statement, statement
from core.known import Known
from core.repeated import Repeated

Shown = Any  # a field's name or an expression: the words of a row
PERSON = Coalesce(NullIf("name", Value("")), F("email"), output_field=CharField())
LARGEST = 2**63 - 1  # number of a row
DIGITS = 20  # of the largest, and one more
MOST_KEPT = 512


class Offered:
    """The rows that some person may choose, without what they are joined to."""

    def __init__(self, rows: QuerySet[Any], shown: Shown) -> None:
        self.rows = rows.select_related(None)
        self.shown = shown
        self._named = Repeated(self._of_one)

    @cached_property
    def digest(self) -> Statement | None:
        """The statement of a number that is the same for the same list; nothing where there is no row to choose."""
        order = [name for name in _sorted_by(self.rows) if name not in ("pk", self.shown)]
        shown = self.rows.values_list("pk", self.shown, *order).order_by()
        sql, params = statement(shown)
        if sql == NONE:
            return None
        return f"(SELECT bit_xor(hash_record_extended(one, 0)) FROM ({sql}) one)", params  # noqa: S608

    def one(self, number: int) -> Any | None:
        """The row of this number with no more of it than its name; none where it is not offered."""
        found = self._named.of(number)
        return self.rows.model.from_db(self.rows.db, self._columns, found[0]) if found else None

    def _of_one(self) -> QuerySet[Any, Any]:
        number = RawSQL("%s::bigint", (EACH,))  # noqa: S611 - a constant
        return self.rows.filter(pk=number).order_by().values_list(*self._columns)

    @cached_property
    def _columns(self) -> list[str]:
        """The number and the name of a row, in the order of its model."""
        named = {"name", "email"} if self.shown is PERSON else {self.shown}
        fields = self.rows.model._meta.concrete_fields
        return [field.attname for field in fields if field.primary_key or field.name in named]


class RowIterator(fields.ModelChoiceIterator):  # type: ignore[misc]
    """The rows as (id, words): no model is made for a line of a list."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        if self.field.null_label is not None:
            yield (self.field.null_value, self.field.null_label)
        yield from self.queryset.values_list("pk", self.field.offered.shown)


class RowChoiceField(fields.ModelChoiceField):  # type: ignore[misc]
    iterator = RowIterator

    def __init__(self, *args: Any, offered: Offered, **options: Any) -> None:
        self.offered = offered
        super().__init__(*args, **options)

    def to_python(self, value: Any) -> Any:
        """The row asked for."""
        if value in self.empty_values or (self.null_label is not None and value == self.null_value):
            return super().to_python(value)
        row = self.offered.one(number) if (number := _number(value)) else None
        if row is None:
            raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": value})
        return row


class RowChoiceFilter(django_filters.ModelChoiceFilter):  # type: ignore[misc]
    """One row of another table; `shown` says what stands in the list."""

    field_class = RowChoiceField

    def __init__(self, *args: Any, shown: Shown = "name", **options: Any) -> None:
        self.shown = shown
        super().__init__(*args, **options)

    def offered(self, request: Any) -> Offered:
        """What this person may choose."""

        def made() -> Offered:
            return Offered(super(RowChoiceFilter, self).get_queryset(request), self.shown)

        reader = _reader(request)
        return _offered.get((self.creation_counter, *reader), made) if reader else made()

    @property
    def field(self) -> Any:
        self.extra["offered"] = self.offered(self.get_request())
        return super().field

    def get_queryset(self, request: Any) -> QuerySet[Any]:
        return self.offered(request).rows


_offered: Known[Offered] = Known(MOST_KEPT)


def _reader(request: Any) -> tuple[Any, ...] | None:
    """All that decides which rows a person may choose among; nothing for who is not signed in."""
    user: Any = getattr(request, "user", None)
    rights = getattr(user, "rights", None)
    return None if rights is None else (user.pk, user.role, user.team_id, user.managed_ids, rights)


def _sorted_by(rows: QuerySet[Any]) -> list[str]:
    """The columns that put these rows in their order."""
    named = rows.query.order_by or (rows.model._meta.ordering if rows.query.default_ordering else ())
    return [name.lstrip("-") for name in named if isinstance(name, str)]


def _number(text: Any) -> int | None:
    """The number of a row as the control of its list writes it."""
    words = str(text)
    number = int(words) if words.isascii() and words.isdecimal() and len(words) < DIGITS else 0
    return number if 0 < number <= LARGEST else None
