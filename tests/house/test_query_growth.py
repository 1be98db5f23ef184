"""A page needs as many queries for twenty rows as for two."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import policy
from tests.house import objects
from tests.house.world import STANDING, plain_routes

pytestmark = pytest.mark.django_db
MORE = 18
LEAST = 2


def _measured(world, name, url):
    """{role: queries} of one page, for each role that may open it, warm."""
    counts = {}
    for role, scope in policy.route(name).roles.items():
        if not role or scope == "none":
            continue
        person = STANDING[role]
        world.ask(person, "GET", url)
        with CaptureQueriesContext(connection) as queries:
            status = world.ask(person, "GET", url).status_code
        if status == 200:
            counts[role] = [query["sql"] for query in queries.captured_queries]
    return counts


def _pages():
    for name, url in sorted(plain_routes().items()):
        line = policy.route(name)
        if line and "GET" in line.methods and line.roles and not name.startswith("admin:") and "export" not in name:
            yield name, url


def _analyze():
    """Rows made in one transaction have no statistics: without them the planner loops for seconds."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE app_owner")
        cursor.execute("ANALYZE")
        cursor.execute("SET ROLE app_rw")


@pytest.fixture(scope="module")
def grown(world):
    """{(page, role): (SQL with a few rows, SQL with twenty more for everybody)}"""
    for noun, (make, owners) in objects.NOUNS.items():
        if noun not in {"user", "team", "token", "statement", "period"}:
            for owner in owners:
                make(world, owner)
    _analyze()
    before = {(name, role): sql for name, url in _pages() for role, sql in _measured(world, name, url).items()}
    for noun, (make, owners) in objects.NOUNS.items():
        if noun not in {"statement", "period", "token"}:
            for owner in owners:
                for _turn in range(MORE):
                    make(world, owner)
    _analyze()
    after = {(name, role): sql for name, url in _pages() for role, sql in _measured(world, name, url).items()}
    return {key: (before[key], after[key]) for key in before.keys() & after.keys()}


def test_no_page_asks_more_when_there_are_more_rows(grown):
    growing = {key: (len(few), len(many)) for key, (few, many) in grown.items() if len(many) > len(few)}
    for key in growing:
        few, many = grown[key]
        extra = "\n".join(sql[:300] for sql in many[len(few) - LEAST :])
        print(f"\n{key}: {growing[key]}\n{extra}")  # noqa: T201
    assert growing == {}


def test_rights_are_read_by_one_query(world):
    """has_perm asks the database at most once per request."""
    with CaptureQueriesContext(connection) as queries:
        world.ask(STANDING["operations"], "GET", "/people/")
    asked = [query["sql"] for query in queries.captured_queries if "auth_permission" in query["sql"]]
    assert len(asked) == 1, asked
