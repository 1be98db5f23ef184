"""A filed day is asked about and answered, completed later, or taken back while nobody has judged it."""

import re

import pytest

from core import clock
from debrief.models import Debrief, Finding
from tests.e2e.conftest import PHONE
from tests.factories.debrief import company, filed, opinion, visit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def day(roles, alice):
    where = company(alice, "Boulangerie Martin", city="Lyon")
    return filed(alice, visit(where, opinion("Content du four")), day=clock.local_day(), now=clock.now())


def test_marketing_asks_and_alice_answers_on_her_phone(day, alice, chloe, open_as, accessible):
    desk = open_as(chloe, f"/review/{day.pk}/")
    desk.locator("summary", has_text="Renvoyer avec une question").click()
    desk.get_by_label("Votre question").fill("Content de quel four ?")
    desk.get_by_role("button", name="Envoyer la question").click()
    desk.locator(".toast", has_text="Renvoyée").wait_for()
    page = open_as(alice, "/today/", device=PHONE)
    page.get_by_text("Content de quel four ?").wait_for()
    accessible(page)
    page.get_by_role("link", name="Répondre").click()
    page.get_by_role("button", name="Envoyer la réponse").click()  # an empty answer is none
    page.locator("[data-field=answer] .error").wait_for()
    page.get_by_label("Votre réponse").fill("Du four à sole, acheté en mars.")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Envoyer la réponse").click()
    page.locator("#toasts", has_text="Réponse envoyée").wait_for()
    day.refresh_from_db()
    assert (day.state, day.answer) == ("filed", "Du four à sole, acheté en mars.")
    desk.goto(f"/review/{day.pk}/")
    desk.get_by_text("Du four à sole, acheté en mars.").wait_for()
    desk.get_by_role("button", name=re.compile("^Accepter ?A?$")).click()
    desk.locator(".toast", has_text="Acceptée").wait_for()
    open_as.forgive("422")


def test_what_comes_back_to_mind_is_added_and_reviewed(day, alice, chloe, open_as, accessible):
    page = open_as(alice, "/today/", device=PHONE)
    page.get_by_role("link", name="Voir ce que vous avez envoyé").click()
    page.get_by_role("link", name="Compléter cette journée").click()
    page.locator("[data-field=visit] select").select_option(label="Boulangerie Martin")
    page.get_by_role("radio", name="Concurrent", exact=True).check()
    page.get_by_label("En une ligne").fill("Miwe, devis en main")
    accessible(page)
    page.get_by_role("button", name="Ajouter").click()
    page.locator("#toasts", has_text="Ajouté : le marketing le lira").wait_for()
    page.get_by_text("Miwe, devis en main").first.wait_for()
    added = Finding.objects.get(value="Miwe, devis en main")
    assert (added.state, added.addendum.debrief, added.timeliness) == ("pending", day, "hot")
    desk = open_as(chloe, f"/review/{day.pk}/")
    desk.locator("#sheet", has_text="Miwe, devis en main").wait_for()
    desk.locator("#sheet [aria-live]", has_text="2 sur 2 à juger").wait_for()


def test_a_day_nobody_judged_is_taken_back_corrected_and_filed_again(day, alice, open_as):
    page = open_as(alice, "/today/", device=PHONE)
    page.get_by_role("button", name="Reprendre pour corriger").click()
    page.locator("#toasts", has_text="Journée reprise").wait_for()
    take_up = page.get_by_role("button", name="Reprendre cette journée")
    if take_up.count():
        take_up.click()
    page.get_by_role("link", name="Boulangerie Martin").click()
    page.locator('[data-line=findings][open] input[name$="-value"]').first.fill("Content du four à sole")
    page.get_by_role("radio", name="À relancer", exact=True).check()
    page.locator("[data-field=next_step]").get_by_role("radio", name="Rien", exact=True).check()
    page.get_by_role("button", name="Enregistrer la visite").click()
    page.wait_for_url("**/today/**")
    page.get_by_role("button", name="Déposer ma journée").click()
    page.get_by_role("heading", name="Journée déposée").wait_for()
    assert [one.value for one in Finding.objects.all()] == ["Content du four à sole"]
    assert Debrief.objects.get().state == "filed"


def test_taking_back_is_undone_in_one_tap(day, alice, open_as):
    page = open_as(alice, "/today/", device=PHONE)
    page.get_by_role("button", name="Reprendre pour corriger").click()
    page.locator(".toast [data-undo]").click()
    page.get_by_role("heading", name="Journée déposée").wait_for()
    assert Debrief.objects.get().state == "filed"
