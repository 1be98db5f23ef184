"""Filter, sort and paginate a scoped queryset for a list page: by key, never by offset, counted up to a cap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from urllib.parse import urlencode

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_filters import FilterSet

from core.apart import Apart
from core.chips import Chip, chips, without
from core.htmx import wants_fragment
from core.saved_views import EVERYTHING
from core.selects import ListFilters
from core.shown import Shown
from core.sought import Sought

Order = Sequence[str]
CAP = 1001
SALT = "core.listing"
MARKERS = ("after", "before")


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list and the ways to its neighbours."""

    rows: list[Any]
    next_url: str
    previous_url: str
    filterset: FilterSet | None
    count_label: str
    query: str  # the filters and the order, without the place in the list
    sort: str = ""
    sorts: Mapping[str, str] = field(default_factory=dict)  # column → address that sorts by it
    chips: Sequence[Chip] = ()  # the filters in force
    bare_url: str = f"?view={EVERYTHING}"  # the same list without any filter

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def listing(
    request: HttpRequest,
    queryset: QuerySet[Any],
    *,
    filterset_class: type[FilterSet] | None = None,
    order: Order = ("-created_at", "-pk"),
    sortable: Mapping[str, Order] | None = None,
    per_page: int = 25,
    shown: Shown | None = None,
) -> Listing:
    """The page of this list that the address asks for.

    `shown` is what the page shows of its rows: where a person has thousands, only keys are sorted.
    """
    filterset = _filterset(request, queryset, filterset_class) if filterset_class else None
    sort, order = _order(request.GET.get("sort", ""), order, sortable or {})
    direction, place = _place(request, order)
    ours = filterset if isinstance(filterset, ListFilters) else None
    if ours:
        ours.order = order
    found = filterset.qs if filterset is not None else queryset
    sought = ours.sought if ours and ours.walked else None
    apart = ours.parts(order) if ours else Apart()
    rows, more = _fetch(found, order, direction, place, per_page, shown, apart=apart, sought=sought)
    forward, backward = (True, more) if direction == "before" else (more, bool(place))
    query = _query(request)
    return Listing(
        rows=rows,
        next_url=_url(query, "after", rows[-1], order) if rows and forward else "",
        previous_url=_url(query, "before", rows[0], order) if rows and backward else "",
        filterset=filterset,
        count_label=_count_label(sought.count(CAP) if sought else _count(request, found, ours)),
        query=query,
        sort=sort,
        sorts=_sort_urls(request, sortable or (), sort),
        chips=chips(request, filterset, getattr(filterset, "tabs", ())),
        bare_url=without(request, *(filterset.filters if filterset is not None else ()), "view"),
    )


def filtered(request: HttpRequest, queryset: QuerySet[Any], *, filterset_class: type[FilterSet]) -> Listing:
    """The filters of a page that shows no rows one by one: its form and its chips."""
    filterset = _filterset(request, queryset, filterset_class)
    return Listing(
        rows=[],
        next_url="",
        previous_url="",
        filterset=filterset,
        count_label="",
        query=_query(request),
        chips=chips(request, filterset, getattr(filterset, "tabs", ())),
        bare_url=without(request, *filterset.filters, "view"),
    )


def _filterset(request: HttpRequest, queryset: QuerySet[Any], kind: type[FilterSet]) -> FilterSet:
    """An address that names no filter leaves the form alone: it is neither filled nor checked."""
    asked = request.GET if any(name in request.GET for name in kind.base_filters) else None
    made = kind(asked, queryset=queryset, request=request)
    made.asked_only = asked is not None
    return made


def _order(asked: str, order: Order, sortable: Mapping[str, Order]) -> tuple[str, Order]:
    column = asked.removeprefix("-")
    if column not in sortable:
        return "", _with_pk(order)
    chosen = sortable[column]
    return asked, _with_pk([_flip(name) for name in chosen] if asked.startswith("-") else chosen)


def _with_pk(order: Order) -> Order:
    return order if order[-1].lstrip("-") in ("pk", "id") else (*order, "-pk" if order[-1].startswith("-") else "pk")


def _flip(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _place(request: HttpRequest, order: Order) -> tuple[Literal["after", "before"], list[Any]]:
    """Where in the list the address points; a marker that is not ours, or of another order, means the beginning."""
    direction: Literal["after", "before"] = "before" if "before" in request.GET else "after"
    try:
        marker = signing.loads(request.GET.get(direction, ""), salt=SALT)
    except signing.BadSignature:
        return "after", []
    return (direction, marker["at"]) if marker["by"] == list(order) else ("after", [])


def _fetch(
    found: QuerySet[Any],
    order: Order,
    direction: str,
    place: list[Any],
    per_page: int,
    shown: Shown | None,
    *,
    apart: Apart,
    sought: Sought | None,
) -> tuple[list[Any], bool]:
    """The rows of the page, and whether there are more beyond it in the direction of reading."""
    reading = order if direction == "after" else [_flip(name) for name in order]
    known, most = _from(found, reading, place), per_page + 1
    sets = known if apart.rows is None else _from(apart.rows, reading, place)
    near: Any = None  # keys among which are those of the page
    if sought is not None:
        wide = _from(sought.wide, reading, place)
        sets = wide if apart.rows is None else sets
        keys = sought.page(lambda walked: _first(wide, sets, reading, walked, apart), reading, most)
        known = known if keys is None else wide.filter(pk__in=keys)
    elif len(apart) > 1:
        near = apart.keys(sets, reading, most)
    if shown is not None:
        near = known.order_by(*reading).values("pk")[:most] if near is None else near
        page = shown.among(near, reading, most)
    else:
        page = list((known if near is None else known.filter(pk__in=near)).order_by(*reading)[:most])
    more, page = len(page) > per_page, page[:per_page]
    return (page if direction == "after" else page[::-1]), more


def _from(found: QuerySet[Any], reading: Order, place: list[Any]) -> QuerySet[Any]:
    """The rows from this place on, in the order of reading; a place that is none means the beginning."""
    if not place:
        return found
    try:
        return found.filter(_beyond(reading, place))
    except (ValueError, ValidationError):
        return found


def _first(found: QuerySet[Any], sets: QuerySet[Any], reading: Order, most: int, apart: Apart) -> QuerySet[Any]:
    """The first rows in this order."""
    if len(apart) > 1:
        found = found.filter(pk__in=apart.keys(sets, reading, most))
    return found.order_by(*reading)[:most]


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


def _url(query: str, direction: str, row: Any, order: Order) -> str:
    place = [_value(row, name.removeprefix("-")) for name in order]
    marker = signing.dumps({"by": list(order), "at": place}, salt=SALT, compress=True)
    return f"?{query}&{direction}={marker}" if query else f"?{direction}={marker}"


def _query(request: HttpRequest, *but: str) -> str:
    """The filters and the order of the address, without its place in the list."""
    lists = [(key, values) for key, values in request.GET.lists() if key not in (*MARKERS, *but)]
    return urlencode(lists, doseq=True)


def _sort_urls(request: HttpRequest, columns: Iterable[str], sort: str) -> dict[str, str]:
    """The address that sorts by each column, the other way round where it is sorted by it already."""
    query = _query(request, "sort")
    before = f"?{query}&" if query else "?"
    return {column: f"{before}sort={'-' if sort == column else ''}{column}" for column in columns}


def _count(request: HttpRequest, found: QuerySet[Any], filterset: ListFilters | None) -> int:
    """How many rows, up to the cap; the same statement tells a whole page what its filters offer."""
    counted, apart = (filterset.counted(found), filterset.parts()) if filterset else (found, Apart())
    sql, params = apart.joined((counted if apart.rows is None else apart.rows).order_by(), CAP, " UNION ")
    asked, more = filterset.question() if filterset and not wants_fragment(request) else ("", [])
    columns = f"(SELECT count(*) FROM ({sql}) counted)" + (asked and f", {asked}")  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", [*params, *more])
        count, *told = cursor.fetchone()
    if filterset and asked:
        filterset.told = tuple(told)
    return min(CAP, int(count))


def _count_label(count: int) -> str:
    if count >= CAP:
        return _("More than %(count)s rows") % {"count": number_format(CAP - 1, force_grouping=True)}
    label = ngettext("%(count)s row", "%(count)s rows", count)
    return label % {"count": number_format(count, force_grouping=True)}
