"""Filter, sort and paginate a scoped queryset for a list page: by key, never by offset, counted up to a cap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_filters import FilterSet

from core.apart import Apart, Keys, Statement, statement
from core.chips import Chip, chips, kept, without
from core.htmx import wants_fragment
from core.paging import Order, Place, in_order, place
from core.saved_views import EVERYTHING
from core.selects import ListFilters
from core.shown import Shown

Found = Callable[[], QuerySet[Any]]


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
    sort, order = in_order(request.GET.get("sort", ""), order, sortable or {})
    at = place(request.GET, order, per_page)
    ours = filterset if isinstance(filterset, ListFilters) else None
    if ours:
        ours.order = order
    sought = ours.sought if ours and ours.walked else None

    def found() -> QuerySet[Any]:
        """Written only where the filters do not say the same in parts."""
        rows: QuerySet[Any] = queryset if filterset is None else filterset.qs
        return rows

    reading = _sought if sought else _read
    read, count, cap = reading(request, found, at, ours, shown)
    page, forward, backward = at.cut(read)
    query = kept(request)
    return Listing(
        rows=page,
        next_url=_url(query, "after", at.marker(page[-1])) if page and forward else "",
        previous_url=_url(query, "before", at.marker(page[0])) if page and backward else "",
        filterset=filterset,
        count_label=_count_label(count, cap),
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
        query=kept(request),
        chips=chips(request, filterset, getattr(filterset, "tabs", ())),
        bare_url=without(request, *filterset.filters, "view"),
    )


def _filterset(request: HttpRequest, queryset: QuerySet[Any], kind: type[FilterSet]) -> FilterSet:
    """An address that names no filter leaves the form alone: it is neither filled nor checked."""
    asked = request.GET if any(name in request.GET for name in kind.base_filters) else None
    made = kind(asked, queryset=queryset, request=request)
    made.asked_only = asked is not None
    return made


def _url(query: str, direction: str, marker: str) -> str:
    return f"?{query}&{direction}={marker}" if query else f"?{direction}={marker}"


def _sort_urls(request: HttpRequest, columns: Iterable[str], sort: str) -> dict[str, str]:
    """The address that sorts by each column, the other way round where it is sorted by it already."""
    query = kept(request, "sort")
    before = f"?{query}&" if query else "?"
    return {column: f"{before}sort={'-' if sort == column else ''}{column}" for column in columns}


def _read(
    request: HttpRequest, found: Found, at: Place, filterset: ListFilters | None, shown: Shown | None
) -> tuple[list[Any], int, int]:
    """The rows of the page, how many there are, and the number from which on they are not counted.

    One statement counts them and, where a page shows no more of them than it says, reads its keys.
    """
    apart = filterset.parts(at.reading) if filterset else Apart()
    rows = found() if apart.rows is None else apart.rows
    if apart.at_once and shown is not None and not at.values:
        return _read_at_once(request, rows, at, filterset, shown, apart)
    near: Keys | None = None
    counted: Statement | None = None
    cap = apart.cap
    if len(apart) > 1:
        order = apart.order or at.reading
        sets = (not at.values and apart.written) or apart.sets(at.beyond(rows, order).order_by(*order))
        near = RawSQL(*apart.joined(sets, at.most))  # noqa: S611 - compiled by Django just above
        if not at.values:  # the same sets are counted
            counted = apart.joined(sets, cap, once=True)
    if counted is None:
        counted, cap = _counted(found, filterset)
    columns = [_number(counted)]
    if shown is None:
        count, *_none = _told(request, filterset, columns)
        rows = at.beyond(found()) if near is None else found().filter(pk__in=near)
        return list(rows.order_by(*at.reading)[: at.most]), min(cap, int(count)), cap
    if near is None:
        near = filterset.keyed(found(), at) if filterset else at.keys(found())
    count, keys = _told(request, filterset, [*columns, _array(statement(near))])
    return shown.among(keys, at.reading, at.most), min(cap, int(count)), cap


def _read_at_once(
    request: HttpRequest, rows: QuerySet[Any], at: Place, filterset: Any, shown: Shown, apart: Apart
) -> tuple[list[Any], int, int]:
    """The same of the first page, where rows are found once for both: as many as are counted."""
    merged, params = apart.whole or apart.merged(rows, apart.order or at.reading, apart.cap)
    [read] = _told(request, filterset, [(f"ARRAY(SELECT pk FROM ({merged}) merged)", params)])  # noqa: S608
    keys = list(dict.fromkeys(read))
    return shown.among(keys[: at.most], at.reading, at.most), min(apart.cap, len(keys)), apart.cap


def _sought(
    request: HttpRequest, found: Found, at: Place, filterset: Any, shown: Shown | None
) -> tuple[list[Any], int, int]:
    """The same of rows that hold some words."""
    apart, sought = filterset.parts(at.reading), filterset.sought
    told = _told(request, filterset, [_array(walk) for walk in sought.asked(at, apart)])
    keys, count, cap = sought.answered(told, at, apart)
    if keys is None:
        keys = list(at.keys(found()).values_list("pk", flat=True))
    if shown is not None:
        return shown.among(keys, at.reading, at.most), count, cap
    return list(found().filter(pk__in=keys).order_by(*at.reading)[: at.most]), count, cap


def _counted(found: Found, filterset: ListFilters | None) -> tuple[Statement, int]:
    """Keys of as many rows as there are, up to the cap."""
    counted, apart = (filterset.counted(found()), filterset.parts()) if filterset else (found(), Apart())
    sets = apart.written or apart.sets((counted if apart.rows is None else apart.rows).order_by())
    return apart.joined(sets, apart.cap, once=True), apart.cap


def _number(keys: Statement) -> Statement:
    sql, params = keys
    return f"(SELECT count(*) FROM ({sql}) counted)", params  # noqa: S608 - compiled by Django


def _array(keys: Statement) -> Statement:
    sql, params = keys
    return f"ARRAY({sql})", params


def _told(request: HttpRequest, filterset: ListFilters | None, columns: Sequence[Statement]) -> list[Any]:
    """What these columns say; the same statement tells a whole page what its filters offer."""
    asked = filterset.question() if filterset and not wants_fragment(request) else ("", [])
    together = [*([asked] if asked[0] else []), *columns]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(sql for sql, _params in together)}",
            [value for _sql, params in together for value in params],
        )
        told = list(cursor.fetchone())
    if filterset and asked[0]:
        filterset.told = tuple(told[: -len(columns)])
    return told[-len(columns) :]


def _count_label(count: int, cap: int) -> str:
    if count >= cap:
        return _("More than %(count)s rows") % {"count": number_format(cap - 1, force_grouping=True)}
    label = ngettext("%(count)s row", "%(count)s rows", count)
    return label % {"count": number_format(count, force_grouping=True)}
