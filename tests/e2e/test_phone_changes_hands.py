"""Whose words are on the phone: sign-out leaves nothing, an expired session keeps all, another person sees none."""

import pytest

from tests.e2e.phone import QUEUE, fill, promised, queued, save, synced, told_today
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
LEFT = """async () => [
  (await Outbox.all("outbox")).length, (await Outbox.all("drafts")).length, (await Outbox.all("meta")).length,
  (await caches.has("pages")) ? (await (await caches.open("pages")).keys()).length : 0]"""


@pytest.fixture
def alice(roles, alice):
    promised(alice)
    return alice


def queue_one(page, phone, note):
    """One visit told without a network."""
    fill(page, note=note)
    phone.gateway.cut()
    save(page)
    queued(page)
    phone.gateway.open()


def sign_out(page):
    page.locator("summary[aria-label='Mon compte']").click()
    page.get_by_role("button", name="Se déconnecter").click()


def sign_in(page, user):
    page.locator("#id_login").fill(user.email)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()


def test_sign_out_leaves_nothing_of_her_on_the_phone(alice, phone):
    page = phone(alice)
    page.get_by_role("link", name="Boulangerie Martin").click()
    page.locator("#id_note").fill("Un brouillon.")
    page.wait_for_timeout(600)
    page.goto("/today/")
    sign_out(page)
    page.get_by_role("heading", name="Se connecter").wait_for()
    assert page.evaluate(LEFT) == [0, 0, 0, 0]


def test_sign_out_asks_while_something_waits_and_may_be_given_up(alice, phone):
    page = phone(alice)
    fill(page, note="Pas encore parti.")
    phone.gateway.cut()
    save(page)
    queued(page)
    sign_out(page)
    page.locator("#confirm").get_by_text("attendent encore sur ce téléphone").wait_for()
    page.locator("#confirm button[value=no]").click()
    assert page.evaluate(QUEUE) == 1
    sign_out(page)
    page.locator("#confirm button[value=yes]").click()
    page.wait_for_timeout(500)
    phone.gateway.open()
    page.goto("/accounts/login/")
    assert page.evaluate(LEFT)[:2] == [0, 0]
    assert not told_today().exists()


def test_an_expired_session_asks_to_sign_in_and_then_sends(alice, phone):
    page = phone(alice)
    fill(page, note="Session passée.")
    page.context.clear_cookies()
    save(page)
    page.get_by_role("heading", name="Se connecter").wait_for()
    page.locator("#toasts", has_text="Reconnectez-vous pour envoyer vos comptes rendus").wait_for()
    assert page.evaluate(QUEUE) == 1
    sign_in(page, alice)
    page.get_by_role("heading", name="Ma journée").wait_for()
    synced(page)
    assert [row.note for row in told_today()] == ["Session passée."]


def test_the_next_person_neither_sees_nor_sends_nor_loses_it(alice, amine, phone):
    page = phone(alice)
    fill(page, note="À Alice seule.")
    page.context.clear_cookies()
    save(page)
    page.get_by_role("heading", name="Se connecter").wait_for()
    sign_in(page, amine)
    page.get_by_role("heading", name="Ma journée").wait_for()
    page.locator("#sync[data-state=ok]").click()
    page.locator("#outbox [data-others]", has_text="autre personne").wait_for()
    assert page.locator("#outbox [data-items] li").count() == 0
    assert "Boulangerie" not in page.locator("body").inner_text()
    page.locator("#outbox").get_by_role("button", name="Fermer").click()
    sign_out(page)  # nothing of his waits: no question
    page.get_by_role("heading", name="Se connecter").wait_for()
    assert page.evaluate(QUEUE) == 1
    assert not told_today().exists()
    sign_in(page, alice)
    page.get_by_role("heading", name="Ma journée").wait_for()
    synced(page)
    assert [(row.debrief.rep, row.note) for row in told_today()] == [(alice, "À Alice seule.")]
