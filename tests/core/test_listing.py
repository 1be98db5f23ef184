"""Pages follow each other by key: no row twice, none missing, whatever is empty."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest
from django.test import RequestFactory

from core.filters import AuditFilter
from core.listing import listing
from core.models import AuditEntry
from core.paging import place

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 1, tzinfo=UTC)
SORTABLE = {"object": ("object_id",), "action": ("action", "at")}


@pytest.fixture
def entries(db):
    rows = [
        AuditEntry(
            at=START + timedelta(hours=n // 3), action=f"a{n % 4}", object_kind="x", object_id=n if n % 3 else None
        )
        for n in range(23)
    ]
    return AuditEntry.objects.bulk_create(rows)


def ask(query="", **options):
    request = RequestFactory().get(f"/audit/{query}")
    return listing(request, AuditEntry.objects.all(), order=("-at", "-pk"), sortable=SORTABLE, per_page=5, **options)


def walk(query=""):
    pages = [ask(query)]
    while pages[-1].next_url:
        pages.append(ask(pages[-1].next_url))
    return pages


@pytest.mark.parametrize("query", ["", "?sort=object", "?sort=-object", "?sort=action", "?sort=-action"])
def test_every_row_is_on_exactly_one_page(entries, query):
    pages = walk(query)
    seen = [row.pk for page in pages for row in page]
    assert len(pages) == 5
    assert sorted(seen) == sorted(row.pk for row in entries)


@pytest.mark.parametrize("query", ["", "?sort=object", "?sort=-object"])
def test_the_way_back_shows_the_same_pages(entries, query):
    pages = walk(query)
    page = pages[-1]
    for expected in pages[-2::-1]:
        page = ask(page.previous_url)
        assert [row.pk for row in page] == [row.pk for row in expected]
    assert page.previous_url == ""


def test_the_count_and_the_filters_follow(entries):
    page = ask("?action=a1&sort=object", filterset_class=AuditFilter)
    assert page.count_label in ("6 lignes", "6 rows")
    assert parse_qs(page.query) == {"action": ["a1"], "sort": ["object"]}
    assert page.sorts["object"] == "?action=a1&sort=-object"
    assert parse_qs(page.next_url[1:])["action"] == ["a1"]


@pytest.mark.parametrize(
    "query", ["?after=x", "?after=", "?before=AAAA", "?sort=password", "?sort=-", "?after=a&before=b"]
)
def test_an_address_that_is_not_ours_means_the_first_page(entries, query):
    assert [row.pk for row in ask(query)] == [row.pk for row in ask()]


def test_a_marker_holds_where_another_table_keeps_the_same_columns():
    """A list is read from the leads or from their scores, as one process or the next thinks best."""
    marker = place({}, ("-captured_at", "-pk"), 5).marker({"captured_at": START, "pk": 7})
    at = place({"after": marker}, ("-score__captured_at", "-pk"), 5)
    assert (at.direction, at.values) == ("after", [START.isoformat(), 7])
    assert place({"after": marker}, ("-score__fit", "-pk"), 5).values == []


def test_a_marker_of_another_order_means_the_first_page(entries):
    after = parse_qs(ask("?sort=object").next_url[1:])["after"][0]
    assert [row.pk for row in ask(f"?after={after}")] == [row.pk for row in ask()]


def test_an_empty_list_has_no_neighbours(db):
    page = ask()
    assert (page.rows, page.next_url, page.previous_url) == ([], "", "")
