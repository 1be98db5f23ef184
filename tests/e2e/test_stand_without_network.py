"""At the stand, without a network: people are noted one after the other, and each is one lead when it is back."""

from datetime import timedelta

import pytest

from core import clock
from leads.models import Lead
from tests.e2e.phone import QUEUE, synced
from tests.factories.leads import CampaignFactory

pytestmark = pytest.mark.django_db(transaction=True)
AT_HAND = """async () => {
  for (let tries = 0; tries < 100; tries++) {
    if (await caches.match("/stand/", {ignoreVary: true})) return true;
    await new Promise((next) => setTimeout(next, 200));
  }
  return false;
}"""


@pytest.fixture
def alice(roles, alice, chloe):
    today = clock.local_day()
    CampaignFactory(
        owner=chloe, name="Sirha", starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=1)
    )  # fmt: skip
    return alice


def note(page, name, phone=""):
    page.get_by_label("Nom", exact=True).fill(name)
    page.locator("#id_phone").fill(phone)
    page.get_by_role("button", name="Noter cette personne").click()


def test_people_noted_without_a_network_are_leads_once_it_is_back(alice, phone):
    page = phone(alice, script="void 0")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.goto("/stand/")
    assert page.evaluate(AT_HAND)
    phone.gateway.cut()
    note(page, "Ana Sow", "06 12 34 56 78")
    page.locator("[data-noted] li", has_text="Ana Sow").wait_for()
    note(page, "Léo Roy", "06 12 34 56 79")
    page.locator("[data-noted] li", has_text="Léo Roy").wait_for()
    assert not Lead.objects.exists()
    assert page.evaluate(QUEUE) == 2
    phone.gateway.open()
    page.goto("/stand/")
    synced(page)
    assert sorted(Lead.objects.values_list("name", "captured_by")) == [("Ana Sow", alice.pk), ("Léo Roy", alice.pk)]


def test_who_cannot_be_reached_is_told_at_once(alice, phone):
    page = phone(alice, "/stand/", script="void 0")
    note(page, "Sans adresse")
    page.locator(".error", has_text="Donnez").wait_for()
    assert not Lead.objects.exists()
