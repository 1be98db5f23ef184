"""A lead through both hands: corrected in place, dragged on the board, asked about and answered."""

import pytest
from playwright.sync_api import expect

from core import clock
from leads.models import HandoffQuestion, Lead
from leads.services.handoff import hand_off_lead
from leads.services.qualification import qualify_lead
from tests.e2e.conftest import PHONE
from tests.factories.leads import LeadFactory

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = {"promise": "A demandé un devis", "proof": "Formulaire de ce matin", "opener": "Bonjour"}


def handed(alice, chloe):
    now = clock.now()
    lead = qualify_lead(LeadFactory(name="Paul Girard", city="Lyon"), by=chloe, now=now)
    return hand_off_lead(lead, by=chloe, to=alice, now=now, **WORDS)


def test_marketing_corrects_in_place_and_takes_it_back(chloe, open_as, accessible):
    lead = LeadFactory(name="Paul Girard", city="Lyon")
    page = open_as(chloe, f"/leads/{lead.pk}/")
    field = page.locator("#field-city")
    field.get_by_role("link").press("Enter")
    field.get_by_role("textbox").fill("Metz")
    field.get_by_role("textbox").press("Enter")
    expect(field).to_contain_text("Metz")
    accessible(page)
    with page.expect_navigation():
        page.locator("[data-undo]").click()
    expect(page.locator("#field-city")).to_contain_text("Lyon")


def test_a_card_is_dragged_or_moved_by_its_menu(chloe, open_as, accessible):
    dragged, chosen = LeadFactory(name="Ana Costa"), LeadFactory(name="Paul Girard")
    page = open_as(chloe, "/leads/board/")
    accessible(page)
    with page.expect_navigation():
        page.locator("[data-card]", has_text="Ana Costa").drag_to(page.locator("[data-column=qualified]"))
    card = page.locator("[data-card]", has_text="Paul Girard")
    card.get_by_role("combobox").select_option("qualified")
    with page.expect_navigation():
        card.get_by_role("button").press("Enter")
    assert set(Lead.objects.values_list("pk", "state")) == {(dragged.pk, "qualified"), (chosen.pk, "qualified")}


def test_a_question_is_asked_on_the_phone_and_answered_at_the_desk(alice, chloe, open_as, accessible):
    handoff = handed(alice, chloe)
    page = open_as(alice, f"/handoffs/{handoff.pk}/", device=PHONE)
    page.locator("#ask summary").click()
    page.get_by_label("Votre question au marketing").fill("Quel modèle a-t-il vu ?")
    with page.expect_navigation():
        page.locator("#ask").get_by_role("button").click()
    expect(page.locator(".clock")).to_contain_text("arrêté")
    accessible(page)
    desk = open_as(chloe, "/handoffs/questions/")
    desk.get_by_role("link", name="Quel modèle a-t-il vu ?").click()
    desk.get_by_label("Votre réponse").fill("Le four à sole")
    with desk.expect_navigation():
        desk.get_by_role("button", name="Envoyer la réponse").click()
    assert HandoffQuestion.objects.get().answer == "Le four à sole"
