"""Without a network Alice finds today's companies on her phone, from any page, after a cold start too."""

import pytest

from tests.e2e.phone import promised
from tests.factories.debrief import company

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def alice(roles, alice):
    """Two visits promised for today, and a company that is not of the day."""
    promised(alice)
    company(alice, "Brasserie Georges", city="Lyon")
    return alice


def hits(page):
    return page.locator("#offline-hits a")


def test_a_search_without_network_finds_the_companies_of_the_day(alice, phone):
    page = phone(alice)
    phone.gateway.cut()
    page.close()
    page = phone(None, "/search/?q=boulangerie", context=page.context)  # a cold start, on a page that is not kept
    page.get_by_role("heading", name="Pas de connexion").wait_for()
    assert hits(page).all_inner_texts() == ["Boulangerie Martin"]
    field = page.get_by_label("Chercher parmi les entreprises du jour")
    field.fill("brasserie")
    page.get_by_text("Aucune entreprise du jour ne correspond").wait_for()
    assert hits(page).count() == 0
    field.fill("MÄRTIN lyon")
    assert hits(page).count() == 0  # the day does not say the town
    field.fill("camille roy")
    hits(page).get_by_text("Boulangerie Martin").click()
    page.get_by_role("heading", name="Boulangerie Martin").wait_for()
    page.get_by_role("radio", name="À relancer", exact=True).wait_for()


def test_nothing_but_companies_is_found(alice, phone):
    page = phone(alice)
    page.get_by_role("heading", name="Journées précédentes à raconter").wait_for()
    phone.gateway.cut()
    page.goto("/search/?q=")
    page.locator("#offline-search").wait_for()
    assert hits(page).all_inner_texts() == ["Boulangerie Martin"]
    page.context.clear_cookies()
    page.goto("/companies/")
    page.get_by_role("link", name="Ouvrir ma journée").click()
    page.get_by_role("heading", name="Ma journée").wait_for()
