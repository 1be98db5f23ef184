"""The contract between both sides: what each may not do to the other, with the code and the sentence of the refusal."""

from datetime import date
from functools import partial

import pytest
from django.urls import reverse

from leads.models import Handoff, HandoffQuestion
from leads.services.asking import answer_question, ask_about_lead
from leads.services.handoff import accept_handoff, hand_off_lead, reject_handoff, withdraw_handoff
from leads.services.routing import assign_lead
from tests.leads.refusals import refused, told


def test_nobody_who_left_or_does_not_sell_receives_a_lead(qualified, chloe, gaston, diane, noon):
    for nobody in (gaston, chloe, diane):
        for act in (partial(hand_off_lead, promise="Un four"), assign_lead):
            said = refused(partial(act, qualified, by=chloe, to=nobody, now=noon), "not_a_receiver")
            assert said == "Cette personne ne peut pas recevoir de leads."


def test_nor_does_the_page_or_the_api_offer_them(qualified, chloe, gaston, client_of, api_of):
    page = client_of(chloe).post(
        reverse("leads:lead_hand_off", args=[qualified.pk]), {"to": gaston.pk, "promise": "Veut un devis vite"}
    )
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["to"])
    assert "Veut un devis vite" in page.content.decode()
    answer = api_of(chloe).post(f"/api/v1/leads/{qualified.pk}/hand-off/", {"to": gaston.pk, "promise": "Un four"})
    told(answer, 422, "invalid", "to")
    assert not Handoff.objects.exists()


def test_a_manager_hands_no_lead_to_another_team(qualified, alice, bob, david, chloe, api_of, noon):
    assign_lead(qualified, by=chloe, to=alice, now=noon)
    answer = api_of(bob).post(f"/api/v1/leads/{qualified.pk}/hand-off/", {"to": david.pk, "promise": "Un four"})
    told(answer, 422, "invalid", "to")
    assert not Handoff.objects.exists()


def test_a_question_and_an_answer_have_words(handoff, alice, chloe, noon):
    said = refused(partial(ask_about_lead, handoff, by=alice, question=" ", now=noon), "question_missing")
    assert said == "Écrivez votre question."
    asked = ask_about_lead(handoff, by=alice, question="Quel budget ?", now=noon)
    said = refused(partial(answer_question, asked, by=chloe, answer=" ", now=noon), "answer_missing")
    assert said == "Écrivez votre réponse."
    answer_question(asked, by=chloe, answer="12 000 €", now=noon)
    again = partial(answer_question, asked, by=chloe, answer="13 000 €", now=noon)
    assert refused(again, "already_done") == "Cette question n’attend plus de réponse."


def test_only_the_receiver_asks(handoff, amine, chloe, david, noon, api_of):
    for other in (amine, chloe):
        said = refused(partial(ask_about_lead, handoff, by=other, question="Combien ?", now=noon), "not_receiver")
        assert said == "Seul le commercial qui a reçu le lead peut interroger le marketing."
    address, body = f"/api/v1/handoffs/{handoff.pk}/ask/", {"question": "Combien ?"}
    assert [api_of(one).post(address, body).status_code for one in (chloe, amine, david)] == [403, 404, 404]
    assert not HandoffQuestion.objects.exists()


def test_only_marketing_and_the_manager_of_the_team_answer(handoff, alice, boris, bob, noon, api_of):
    asked = ask_about_lead(handoff, by=alice, question="Combien ?", now=noon)
    address, body = f"/api/v1/handoff-questions/{asked.pk}/answer/", {"answer": "Deux"}
    assert [api_of(one).post(address, body).status_code for one in (alice, boris)] == [403, 404]
    told(api_of(bob).post(address, {"answer": ""}), 422, "invalid", "answer")
    assert HandoffQuestion.objects.get().answer == ""


@pytest.mark.parametrize("until", [date(2026, 3, 11), date(2020, 1, 1)])
def test_a_refused_lead_comes_back_on_a_later_day(handoff, alice, reason, noon, until):
    said = refused(partial(reject_handoff, handoff, by=alice, reason=reason, until=until, now=noon), "date_past")
    assert said == "Le lead doit revenir un jour ultérieur."


def test_the_page_says_beside_which_word_is_missing_and_keeps_the_others(handoff, alice, reason, client_of):
    address, client = reverse("leads:handoff_reject", args=[handoff.pk]), client_of(alice)
    page = client.post(address, {"comment": "Déjà équipé en mars"})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["reason"])
    assert "Déjà équipé en mars" in page.content.decode()
    reason.needs_evidence = True
    reason.save()
    page = client.post(address, {"reason": reason.pk, "comment": "Déjà équipé en mars"})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["evidence"])
    assert page.context["form"].errors["evidence"] == [
        "Ce motif exige une preuve\xa0: dites ce que vous avez vu ou entendu."
    ]
    assert Handoff.objects.get().decision == "pending"


def test_a_double_tap_decides_once_and_the_second_says_what_was_decided(handoff, alice, client_of, api_of):
    address, client = reverse("leads:handoff_accept", args=[handoff.pk]), client_of(alice)
    assert client.post(address).status_code == 302
    again = client.post(address)
    assert (again.status_code, "Ce lead a déjà reçu sa décision\xa0: Accepté" in again.content.decode()) == (422, True)
    said = told(api_of(alice).post(f"/api/v1/handoffs/{handoff.pk}/accept/"), 409, "already_done")
    assert said.startswith("Ce lead a déjà reçu sa décision")
    assert Handoff.objects.get().decided_by == alice


def test_what_is_decided_is_not_taken_back(handoff, alice, chloe, noon):
    accept_handoff(handoff, by=alice, now=noon)
    said = refused(partial(withdraw_handoff, handoff, by=chloe, now=noon), "already_done")
    assert said == "Ce lead a déjà reçu sa décision\xa0: Accepté."


@pytest.mark.parametrize("verb", ["accept", "reject", "ask"])
def test_nobody_decides_for_another(handoff, amine, bob, david, chloe, diane, api_of, verb):
    address = f"/api/v1/handoffs/{handoff.pk}/{verb}/"
    answers = [api_of(one).post(address, {"question": "?"}).status_code for one in (amine, bob, david, chloe, diane)]
    assert answers == [404, 404, 404, 403, 403]
    assert Handoff.objects.get().decision == "pending"
