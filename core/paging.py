"""Where a page of a list begins: by key, never by offset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

Order = Sequence[str]
SALT = "core.listing"


@dataclass(frozen=True, slots=True)
class Place:
    """The rows of a page: so many in this order, after or before the row that holds these values."""

    order: Order
    direction: Literal["after", "before"]
    values: list[Any]  # nothing: from the beginning
    per_page: int

    @property
    def reading(self) -> Order:
        """The order in which the rows are read."""
        return self.order if self.direction == "after" else [_flip(name) for name in self.order]

    @property
    def most(self) -> int:
        """As many rows as are read, to know whether there are more."""
        return self.per_page + 1

    def beyond(self, found: QuerySet[Any], names: Order = ()) -> QuerySet[Any]:
        """Those found that come from this place on; `names` is the order, where columns are called otherwise."""
        if not self.values:
            return found
        try:
            return found.filter(_beyond(names or self.reading, self.values))
        except (TypeError, ValueError, ValidationError):
            return found

    def keys(self, found: QuerySet[Any], names: Order = ()) -> QuerySet[Any]:
        """The keys of the page among those found."""
        return self.beyond(found, names).order_by(*(names or self.reading)).values("pk")[: self.most]

    def cut(self, read: list[Any]) -> tuple[list[Any], bool, bool]:
        """Of the rows that were read those of the page, and whether there are more after and before them."""
        more, page = len(read) > self.per_page, read[: self.per_page]
        if self.direction == "after":
            return page, more, bool(self.values)
        return page[::-1], True, more

    def marker(self, row: Any) -> str:
        """What an address says to begin at this row."""
        at = [_value(row, name.removeprefix("-")) for name in self.order]
        return signing.dumps({"by": _columns(self.order), "at": at}, salt=SALT, compress=True)


def place(asked: Mapping[str, str], order: Order, per_page: int) -> Place:
    """Where the address points; a marker that is not ours, or of another order, means the beginning."""
    direction: Literal["after", "before"] = "before" if "before" in asked else "after"
    try:
        marker = signing.loads(asked.get(direction, ""), salt=SALT)
    except signing.BadSignature:
        return Place(order, "after", [], per_page)
    if marker["by"] != _columns(order):
        return Place(order, "after", [], per_page)
    return Place(order, direction, marker["at"], per_page)


def _columns(order: Order) -> list[str]:
    """The columns of an order, whichever table they are read from: a marker holds where both keep the same."""
    return [f"{'-' * name.startswith('-')}{name.split('__')[-1].removeprefix('-')}" for name in order]


def in_order(asked: str, order: Order, sortable: Mapping[str, Order]) -> tuple[str, Order]:
    """The column asked for, if the list is sorted by it, and the whole order."""
    column = asked.removeprefix("-")
    if column not in sortable:
        return "", _with_pk(order)
    chosen = sortable[column]
    return asked, _with_pk([_flip(name) for name in chosen] if asked.startswith("-") else chosen)


def _with_pk(order: Order) -> Order:
    return order if order[-1].lstrip("-") in ("pk", "id") else (*order, "-pk" if order[-1].startswith("-") else "pk")


def _flip(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _beyond(order: Order, place: list[Any]) -> Q:
    """The rows that come after this place; empty values come last upwards and first downwards, as in PostgreSQL."""
    condition, same = Q(pk__in=[]), Q()
    for name, value in zip(order, place, strict=True):
        column = name.removeprefix("-")
        condition |= same & _past(column, value, down=name.startswith("-"))
        same &= Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})
    return condition & _bound(order[0], place[0])


def _bound(name: str, value: Any) -> Q:
    """Says again what follows for the first column alone, so that its index finds the place at once."""
    column = name.removeprefix("-")
    if value is None:
        return Q()
    if name.startswith("-"):
        return Q(**{f"{column}__lte": value})
    return Q(**{f"{column}__gte": value}) | Q(**{f"{column}__isnull": True})


def _past(column: str, value: Any, *, down: bool) -> Q:
    if value is None:
        return Q(**{f"{column}__isnull": False}) if down else Q(pk__in=[])
    if down:
        return Q(**{f"{column}__lt": value})
    return Q(**{f"{column}__gt": value}) | Q(**{f"{column}__isnull": True})


def _value(row: Any, column: str) -> Any:
    """What a row (a model instance or a dict of values) holds in a column, through its relations."""
    if isinstance(row, dict):
        return _plain(row[column])
    for step in column.split("__"):
        row = getattr(row, step) if row is not None else None
    return _plain(row.pk if isinstance(row, Model) else row)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, int | str | float) else str(value)
