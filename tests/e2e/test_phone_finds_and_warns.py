"""Alice's phone without a network still finds today's company; the guard whispers on each free text she types."""

import pytest

from tests.e2e.test_phone_without_network import alice, keep_at_hand, phone  # noqa: F401
from tests.factories.debrief import company, filed, signal, visit

pytestmark = pytest.mark.django_db(transaction=True)


def test_without_network_today_is_searched_on_the_phone(alice, phone):  # noqa: F811
    page = phone(alice)
    keep_at_hand(page)
    phone.gateway.cut()
    page.goto("/search/?q=boul")
    page.get_by_role("link", name="Boulangerie Martin").wait_for()
    page.get_by_label("Chercher parmi les entreprises du jour").fill("zzz")
    page.get_by_text("Aucune entreprise du jour ne correspond.").wait_for()
    page.get_by_label("Chercher parmi les entreprises du jour").fill("martin")
    page.get_by_role("link", name="Boulangerie Martin").click()
    page.get_by_role("heading", name="Boulangerie Martin").wait_for()


def test_the_guard_whispers_on_a_finding_and_on_an_addition(roles, alice, open_as):  # noqa: F811
    page = open_as(alice)
    page.get_by_role("link", name="Boulangerie Martin").click()
    page.locator("summary", has_text="Remarque").click()
    page.locator("details[data-what=remark] input[name$=-value]").fill("Le gérant est alcoolique")
    page.get_by_role("button", name="alcoolique").wait_for()


def test_the_guard_whispers_to_the_reviewer_who_amends(roles, alice, chloe, open_as):  # noqa: F811
    day = filed(alice, visit(company(alice), signal("Miwe")))
    page = open_as(chloe, f"/review/{day.pk}/")
    page.locator("summary", has_text="Corriger").click()
    page.locator("#am-value").fill("Le patron est un abruti")
    page.get_by_role("button", name="abruti").wait_for()
