"""Filter, sort and paginate a scoped queryset for a list page: by key, never by offset, counted up to a cap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_filters import FilterSet

from core.apart import Apart, Keys, statement
from core.chips import Chip, chips, without
from core.htmx import wants_fragment
from core.paging import MARKERS, Order, Place, in_order, place
from core.saved_views import EVERYTHING
from core.selects import ListFilters
from core.shown import Shown
from core.sought import Sought

CAP = 1001


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
    found = filterset.qs if filterset is not None else queryset
    sought = ours.sought if ours and ours.walked else None
    known, near = _near(found, at, ours, sought)
    if shown is None:
        count, _keys = _told(request, found, ours, sought)
        rows = at.beyond(known) if near is None else known.filter(pk__in=near)
        read = list(rows.order_by(*at.reading)[: at.most])
    else:
        if near is None:
            near = at.keys(known) if sought or not ours else at.keys(*ours.keyed(known, at.reading))
        count, keys = _told(request, found, ours, sought, near)
        read = shown.among(keys, at.reading, at.most)
    page, forward, backward = at.cut(read)
    query = _query(request)
    return Listing(
        rows=page,
        next_url=_url(query, "after", at.marker(page[-1])) if page and forward else "",
        previous_url=_url(query, "before", at.marker(page[0])) if page and backward else "",
        filterset=filterset,
        count_label=_count_label(count),
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


def _url(query: str, direction: str, marker: str) -> str:
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


def _near(
    found: QuerySet[Any], at: Place, filterset: ListFilters | None, sought: Sought | None
) -> tuple[QuerySet[Any], Keys | None]:
    """The rows found, and if sets of them are asked apart, keys among which are those of the page."""
    apart = filterset.parts(at.reading) if filterset else Apart()
    sets = found if apart.rows is None else apart.rows
    if sought is None:
        return found, apart.keys(at.beyond(sets), at.reading, at.most) if len(apart) > 1 else None
    wide = at.beyond(sought.wide)

    def first(most: int) -> QuerySet[Any]:
        rows = wide
        if len(apart) > 1:
            walked = wide if apart.rows is None else at.beyond(apart.rows)
            rows = rows.filter(pk__in=apart.keys(walked, at.reading, most))
        return rows.order_by(*at.reading)[:most]

    keys = sought.page(first, at.reading, at.most)
    return found if keys is None else sought.wide.filter(pk__in=keys), None


def _told(
    request: HttpRequest,
    found: QuerySet[Any],
    filterset: ListFilters | None,
    sought: Sought | None,
    keys: Keys | None = None,
) -> tuple[int, list[Any]]:
    """How many rows there are, up to the cap, and what these keys are; the same statement tells a whole page what its
    filters offer."""
    asked, values = filterset.question() if filterset and not wants_fragment(request) else ("", [])
    columns, params = [asked] if asked else [], [*values]
    if keys is not None:
        sql, more = statement(keys)
        columns.append(f"ARRAY({sql})")
        params += more
    if sought is None:
        counted, apart = (filterset.counted(found), filterset.parts()) if filterset else (found, Apart())
        sql, more = apart.joined((counted if apart.rows is None else apart.rows).order_by(), CAP, once=True)
        columns.append(f"(SELECT count(*) FROM ({sql}) counted)")  # noqa: S608 - compiled by Django
        params += more
    told: list[Any] = []
    if columns:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(columns)}", params)
            told += cursor.fetchone()
    count = sought.count(CAP) if sought else told.pop()
    page = [] if keys is None else told.pop()
    if filterset and asked:
        filterset.told = tuple(told)
    return min(CAP, int(count)), page


def _count_label(count: int) -> str:
    if count >= CAP:
        return _("More than %(count)s rows") % {"count": number_format(CAP - 1, force_grouping=True)}
    label = ngettext("%(count)s row", "%(count)s rows", count)
    return label % {"count": number_format(count, force_grouping=True)}
