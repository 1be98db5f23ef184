"""Alice writes two sentences: what they say is proposed, she keeps, changes or drops each, and files her day."""

import pytest

from core import clock
from crm.models import Competitor
from debrief.models import Finding, Visit
from tests.e2e.conftest import PHONE
from tests.e2e.phone import promised, save, tell
from tests.factories.debrief import company

pytestmark = pytest.mark.django_db(transaction=True)
NOTE = "Vu Paul Girard, gérant, 06 12 34 56 78. Panitech propose le four à 9 500 €. Trouve le nôtre lent au démarrage."


@pytest.fixture
def alice(roles, alice):
    Competitor.objects.create(name="Panitech", aliases="Panitec")
    promised(alice)
    company(alice, "Hôtel du Parc", city="Lyon")
    return alice


def choose(page, has_text, answer):
    row = page.locator("[data-proposal]", has=page.locator(f'input[value*="{has_text}"]'))
    row.get_by_role("radio", name=answer, exact=True).click()


def test_a_note_from_my_day_is_read_confirmed_and_filed(alice, open_as, accessible):
    page = open_as(alice, "/today/", device=PHONE)
    page.get_by_text("Note rapide").click()
    page.locator("#quick-note").fill(f"Boulangerie Martin. {NOTE}")
    page.get_by_role("button", name="Lire ma note").click()
    page.get_by_role("heading", name="De quelle visite s’agit-il ?").wait_for()
    accessible(page)
    page.get_by_role("button", name="Boulangerie Martin").first.click()
    page.locator("[data-proposal]").first.wait_for()
    accessible(page)
    assert not Finding.objects.exists()
    proposed = page.locator('[data-proposal] input[name$="-value"]')
    words = [proposed.nth(n).input_value() for n in range(proposed.count())]
    assert any("Paul Girard" in text for text in words)
    choose(page, "Paul Girard", "Garder")
    assert page.locator("#id_people-0-name").input_value() == "Paul Girard"
    assert page.locator("#id_people-0-phone").input_value().replace(" ", "")[-9:] == "612345678"
    while page.locator("[data-proposal]").count():
        row = page.locator("[data-proposal]").first
        wanted = row.get_attribute("data-what") in {"price", "opinion"}
        row.get_by_role("radio", name="Garder" if wanted else "Écarter", exact=True).click()
    tell(page)
    save(page)
    page.wait_for_url("**/today/**")
    page.get_by_role("button", name="Déposer ma journée").click()
    page.get_by_role("heading", name="Journée déposée").wait_for()
    told = Finding.objects.order_by("pk").values_list("kind", "topic", "amount")
    assert sorted((kind, topic) for kind, topic, _amount in told) == [
        ("contact", ""),
        ("market_signal", "price"),
        ("opinion", ""),
    ]
    assert [int(amount) for _kind, topic, amount in told if topic == "price"] == [9500]
    assert Visit.objects.get(debrief__work_date=clock.local_day()).note_read


def test_a_proposal_is_changed_before_it_is_kept(alice, open_as):
    page = open_as(alice, "/today/", device=PHONE)
    page.get_by_role("link", name="Boulangerie Martin").click()
    page.locator("#id_note").fill("Panitech propose le four à 9 500 €.")
    page.get_by_role("button", name="Proposer des informations").click()
    page.locator("[data-proposal][data-what=price]").get_by_role("radio", name="Changer", exact=True).click()
    line = page.locator('[data-line=findings][data-what=price][open] input[name$="-amount"]')
    line.fill("9400")
    while page.locator("[data-proposal]").count():
        page.locator("[data-proposal]").first.get_by_role("radio", name="Écarter", exact=True).click()
    tell(page)
    save(page)
    page.wait_for_url("**/today/**")
    assert [int(one.amount) for one in Finding.objects.filter(topic="price")] == [9400]


def test_without_a_network_the_note_waits_and_is_read_afterwards(alice, open_as):
    page = open_as(alice, "/today/", device=PHONE)
    page.get_by_role("link", name="Boulangerie Martin").click()
    page.context.set_offline(True)
    page.locator("#id_note").fill(NOTE)
    page.get_by_role("button", name="Proposer des informations").click()
    page.get_by_text("Pas de réseau : votre note est gardée").wait_for()
    page.context.set_offline(False)
    page.locator("[data-proposal]").first.wait_for()
    open_as.forgive("Failed to load resource", "ERR_INTERNET")
