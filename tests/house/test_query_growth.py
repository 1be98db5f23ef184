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
LIST, DETAIL, DASHBOARD = 8, 12, 10  # SQL a page may take, that of its session included
BUDGETS = {
    "leads:lead_list": LIST,
    "leads:campaign_list": LIST,
    "leads:inbox": LIST,
    "crm:company_list": LIST,
    "crm:contact_list": LIST,
    "crm:opportunity_list": LIST,
    "crm:pipeline": LIST,
    "core:audit_list": LIST,
    "accounts:notification_list": LIST,
    "incentives:statement_list": LIST,
    "incentives:period_list": LIST,
    "leads:roi_dashboard": DASHBOARD,
    "leads:quality_board": DASHBOARD,
    "leads:contract_board": DASHBOARD,
    "leads:terms_page": DASHBOARD,
    "incentives:team_dashboard": DASHBOARD,
    "incentives:mirror": DASHBOARD,
    "incentives:proof": DASHBOARD,
    "debrief:finding_list": DETAIL,
    "debrief:today": DETAIL,
    "debrief:review_queue": DETAIL,
    "incentives:my_points": DETAIL,
    "core:journal": DETAIL,
}
OPENED = {
    "lead": DETAIL,
    "company": DETAIL,
    "contact": DETAIL,
    "opportunity": DETAIL,
    "campaign": DETAIL,
}  # one row's page
NOT_THE_PAGES = ("SAVEPOINT", "ROLLBACK", "RELEASE", 'UPDATE "accounts_browsersession"')  # the world takes all back


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


def _of_page(asked):
    """How many of these statements are the page's own."""
    return sum(not sql.startswith(NOT_THE_PAGES) for sql in asked)


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


@pytest.mark.parametrize("page", sorted(BUDGETS))
def test_a_page_keeps_its_budget(grown, page):
    taken = {role: _of_page(many) for (name, role), (_few, many) in grown.items() if name == page}
    assert taken
    assert {role: n for role, n in taken.items() if n > BUDGETS[page]} == {}


@pytest.mark.parametrize("noun", sorted(OPENED))
def test_the_page_of_one_row_keeps_its_budget(world, grown, noun):
    url = next(iter(world.objects[noun].values())).get_absolute_url()
    world.ask("mkt_1", "GET", url)
    with CaptureQueriesContext(connection) as queries:
        assert world.ask("mkt_1", "GET", url).status_code == 200
    assert _of_page([query["sql"] for query in queries.captured_queries]) <= OPENED[noun]


def test_rights_are_read_by_one_query(world):
    """has_perm asks the database at most once per request."""
    with CaptureQueriesContext(connection) as queries:
        world.ask(STANDING["operations"], "GET", "/people/")
    asked = [query["sql"] for query in queries.captured_queries if "auth_permission" in query["sql"]]
    assert len(asked) == 1, asked
