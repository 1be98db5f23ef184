"""What the server no longer takes: an erased person's words are dropped and said, the rest is kept to be put right."""

import pytest

from core import clock
from core.models import Tombstone
from debrief.models import Debrief, Finding, Visit
from tests.e2e.phone import QUEUE, fill, promised, queue_of, queued, save, settle_elsewhere, synced, told_today

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def alice(roles, alice):
    promised(alice)
    return alice


def queue_one(page, phone, note):
    """One visit told without a network, which is still away."""
    fill(page, note=note)
    phone.gateway.cut()
    save(page)
    queued(page)
    page.locator("#sync-t", has_text="1").wait_for()


def test_what_was_erased_meanwhile_is_dropped_and_said(alice, phone):
    page = phone(alice)
    queue_one(page, phone, "Sur une personne effacée.")
    Tombstone.objects.create(user=alice, key=queue_of(page)[0], erased_at=clock.now())
    phone.gateway.open()
    page.goto("/today/")
    page.locator("#toasts", has_text="la personne concernée a été effacée").wait_for()
    assert page.evaluate(QUEUE) == 0
    page.locator("#sync[data-state=ok]").wait_for()
    assert not told_today().exists()


def test_a_day_filed_elsewhere_keeps_her_words_to_read(alice, phone):
    page = phone(alice)
    queue_one(page, phone, "Veut un devis avant la fin du mois.")
    settle_elsewhere(alice)
    phone.gateway.open()
    page.goto("/today/")
    page.locator("#sync[data-state=err]").click()
    line = page.locator("#outbox [data-items] li", has_text="Boulangerie Martin")
    line.get_by_text("Cette journée est déposée").wait_for()
    line.get_by_text("Ce que vous avez écrit").click()
    line.get_by_text("Veut un devis avant la fin du mois.").wait_for()
    line.get_by_role("link").click()
    page.get_by_role("link", name="Compléter cette journée").wait_for()
    page.locator("#sync").click()
    page.get_by_role("button", name="Écarter ce qui a été refusé").click()
    page.locator("#confirm button[value=yes]").click()
    page.locator("#sync[data-state=ok]").wait_for()
    assert page.evaluate(QUEUE) == 0
    assert Debrief.objects.get(work_date=clock.local_day()).visits.count() == 1


def test_an_addition_refused_later_comes_back_with_its_words_and_is_sent(alice, phone):
    day = settle_elsewhere(alice)
    page = phone(alice, "/today/", script="void 0")
    page.goto(f"/debriefs/{day.pk}/add/")
    page.get_by_label("Note pour le marketing").fill("Le gérant est alcoolique.")
    phone.gateway.cut()
    page.get_by_role("button", name="Ajouter").click()
    page.locator("body:not(:has(#id_text))").wait_for()
    phone.gateway.open()
    page.goto("/today/")
    page.locator("#sync[data-state=err]").click()
    page.locator("#outbox [data-items] a").click()
    page.locator("[data-field=text] .error").wait_for()
    assert page.locator("#id_text").input_value() == "Le gérant est alcoolique."
    page.locator("#id_text").fill("Rappeler en fin de matinée.")
    page.get_by_role("button", name="Ajouter").click()
    page.get_by_text("Rappeler en fin de matinée.").wait_for()
    synced(page)
    assert [one.text for one in day.addenda.all()] == ["Rappeler en fin de matinée."]


def test_a_refused_visit_is_put_right_without_retyping_the_rest(alice, phone):
    page = phone(alice)
    fill(page, note="Client alcoolique.")
    page.locator("[data-field=next_step]").get_by_role("radio", name="Appel", exact=True).check()
    page.locator("[data-field=next_when]").get_by_role("radio", name="Demain", exact=True).check()
    page.locator(".finding-lines summary", has_text="Concurrent").click()
    page.locator('[data-line=findings][open] input[name$="-value"]').last.fill("Miwe, devis en main")
    phone.gateway.cut()
    save(page)
    queued(page)
    phone.gateway.open()
    page.goto("/today/")
    page.locator("#sync[data-state=err]").click()
    page.locator("#outbox [data-items] a").click()
    page.locator("[data-field=note] .error").wait_for()
    assert page.locator('[data-line=findings][open] input[name$="-value"]').input_value() == "Miwe, devis en main"
    page.locator("#id_note").fill("Rendez-vous à adapter.")
    save(page)
    page.wait_for_url("**/today/**")
    synced(page)
    done = Visit.objects.get(state="done", debrief__work_date=clock.local_day())
    assert (done.note, done.next_step) == ("Rendez-vous à adapter.", "call")
    assert [one.value for one in Finding.objects.filter(visit=done)] == ["Miwe, devis en main"]
