"""Alice's phone when something is missing: the network, the server, an answer, her session, a place to write."""

import pytest

from core import clock
from debrief.models import VisitContact
from tests.e2e.conftest import cookie_of
from tests.e2e.phone import QUEUE, fill, promised, queued, save, synced, told_today

pytestmark = pytest.mark.django_db(transaction=True)
NO_STORE = "Object.defineProperty(window, 'indexedDB', {get() { throw new DOMException('private'); }});"
FULL = "IDBObjectStore.prototype.put = function () { throw new DOMException('full', 'QuotaExceededError'); };"


@pytest.fixture
def alice(roles, alice):
    """One visit promised for today."""
    promised(alice)
    return alice


def test_a_cold_start_without_network_then_one_row(alice, phone):
    page = phone(alice)
    phone.gateway.cut()
    page.close()
    page = phone(None, "/", context=page.context)  # as from the Home Screen
    page.get_by_role("heading", name="Ma journée").wait_for()
    fill(page, note="Dit sans réseau.")
    save(page)
    queued(page)
    page.locator("#sync-t", has_text="1").wait_for()
    assert not told_today().exists()
    phone.gateway.open()
    page.goto("/today/")
    synced(page)
    assert [(row.note, row.company.name) for row in told_today()] == [("Dit sans réseau.", "Boulangerie Martin")]


def test_a_server_killed_then_started_again_gets_the_visit(alice, phone):
    page = phone(alice)
    fill(page, note="Le serveur est mort.")
    phone.gateway.cut()
    save(page)
    queued(page)
    page.locator("#sync-t", has_text="1").wait_for()
    phone.gateway.open()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    synced(page)
    assert [row.note for row in told_today()] == ["Le serveur est mort."]


def test_an_answer_that_is_lost_makes_one_row(alice, phone):
    page = phone(alice)
    fill(page, note="Réponse perdue.")
    phone.gateway.lose = True
    save(page)
    queued(page)
    page.locator("#sync-t", has_text="1").wait_for()
    assert told_today().count() == 1  # the server did the work, the phone does not know
    phone.gateway.lose = False
    page.evaluate("UI.flush()")
    synced(page)
    assert told_today().count() == 1


def test_an_expired_session_keeps_the_visit_then_sends_it(alice, phone):
    page = phone(alice)
    fill(page)
    page.context.clear_cookies()
    save(page)
    queued(page)
    assert not told_today().exists()
    page.context.add_cookies([cookie_of(alice, phone.gateway.url)])
    page.goto("/today/")
    synced(page)
    assert told_today().count() == 1


def test_somebody_else_on_the_phone_never_sends_it(alice, amine, phone):
    page = phone(alice)
    fill(page)
    phone.gateway.cut()
    save(page)
    queued(page)
    phone.gateway.open()
    page.context.clear_cookies()
    page.context.add_cookies([cookie_of(amine, phone.gateway.url)])
    page.goto("/today/")
    page.locator("#sync[data-state=ok]").click()
    page.locator("#outbox [data-others]").wait_for()
    assert not told_today().exists()
    assert page.evaluate(QUEUE) == 1
    assert "Boulangerie Martin" not in page.locator("body").inner_text()


def test_a_refusal_comes_back_in_its_form_with_its_error(alice, phone):
    page = phone(alice)
    phone.gateway.cut()
    fill(page, note="Le client est alcoolique.")
    save(page)
    queued(page)
    phone.gateway.open()
    page.goto("/today/")
    page.locator("#sync[data-state=err]").wait_for()
    page.locator("#sync").click()
    page.locator("#outbox [data-items] a").click()
    page.locator("[data-field=note] .error").wait_for()
    assert page.locator("#id_note").input_value() == "Le client est alcoolique."
    page.locator("#id_note").fill("Rendez-vous à adapter.")
    save(page)
    page.wait_for_url("**/today/**")
    synced(page)
    assert [row.note for row in told_today()] == ["Rendez-vous à adapter."]


def test_every_word_survives_a_reload(alice, phone):
    page = phone(alice)
    fill(page, note="Gardé toutes les 250 ms.")
    page.get_by_text("Nouvelle personne").first.click()
    page.locator("#id_people-0-name").fill("Paul Girard")
    page.wait_for_timeout(600)
    page.reload()
    page.locator("#id_people-0-name").wait_for()
    assert page.locator("#id_note").input_value() == "Gardé toutes les 250 ms."
    assert page.locator("#id_people-0-name").input_value() == "Paul Girard"


@pytest.mark.parametrize("script", [NO_STORE, FULL], ids=["private", "full"])
def test_without_a_place_to_write_the_form_is_sent_as_any_form(alice, phone, script):
    page = phone(alice, script=script)
    fill(page, note="Sans IndexedDB.")
    save(page)
    page.wait_for_url("**/today/**")
    assert [row.note for row in told_today()] == ["Sans IndexedDB."]


def test_two_tabs_send_once(alice, phone):
    page = phone(alice)
    fill(page, note="Deux onglets.")
    phone.gateway.cut()
    save(page)
    queued(page)
    phone.gateway.open()
    other = page.context.new_page()
    other.goto("/today/")
    page.evaluate("UI.flush()")
    synced(other)
    assert [row.note for row in told_today()] == ["Deux onglets."]


def test_what_the_phone_keeps_cannot_be_read_in_clear_and_leaves_at_sign_out(alice, phone):
    page = phone(alice)
    fill(page, note="Secret de fabrication.")
    phone.gateway.cut()
    save(page)
    queued(page)
    kept = page.evaluate("async () => JSON.stringify([await Outbox.all('outbox'), await Outbox.all('drafts')])")
    assert "Secret" not in kept
    phone.gateway.open()
    page.context.clear_cookies()
    page.evaluate("async (user) => { await Outbox.wipe(user); }", str(alice.pk))
    assert page.evaluate(QUEUE) == 0


def test_what_is_older_than_a_week_is_removed_and_said(alice, phone):
    page = phone(alice)
    old = """async (user) => {
      const item0 = { client_id: "old", user, url: "/visits/1/", page: "/visits/1/", title: "Vieux", fields: [] };
      await Outbox.enqueue(item0);
      const item = await Outbox.get("outbox", "old");
      item.queued_at = Date.now() - 8 * 864e5; item.refused = { detail: "", fields: {} };
      await Outbox.put("outbox", item);
    }"""
    page.evaluate(old, str(alice.pk))
    page.reload()
    page.locator("#toasts", has_text="plus d’une semaine").wait_for()
    assert page.evaluate(QUEUE) == 0
    assert not VisitContact.objects.filter(visit__debrief__work_date=clock.local_day()).exists()
