"""A page that comes in pieces, as it does over a bad network or to a busy phone, is drawn once and does not move."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, cookie_of
from tests.e2e.gateway import Gateway
from tests.e2e.sweep import SHIFTS
from tests.factories.leads import LeadFactory

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("Ana Costa", "Paul Girard", "Maximilienne de La Rochefoucauld", "Luc Roy")
PIECE = 200  # bytes: less than a row of the list


@pytest.fixture
def in_pieces(chromium, live_server, settings):
    """in_pieces(user) → a phone's page without service worker; pages reach it bit by bit."""
    settings.ALLOWED_HOSTS = ["*"]
    gateway = Gateway(live_server.thread.host, live_server.thread.port)
    gateway.pieces = PIECE
    context = chromium.new_context(base_url=gateway.url, service_workers="block", **PHONE)

    def take(user):
        context.add_cookies([cookie_of(user, gateway.url)])
        return context.new_page()

    yield take
    context.close()
    gateway.cut()


def test_a_list_whose_rows_come_one_by_one_does_not_move(chloe, in_pieces):
    for name in NAMES:
        LeadFactory(name=name, company_name=f"Fournil de {name}")
    page = in_pieces(chloe)
    page.goto("/leads/")
    expect(page.locator("#rows tbody tr")).to_have_count(len(NAMES))
    assert page.evaluate(SHIFTS) == [0, ""]
