"""Judged once is not judged for ever: an appeal goes to a third person, a sample gets a blind second opinion."""

from decimal import Decimal

import pytest

from core import clock
from debrief.models import Appeal, SecondReview, Verdict
from debrief.services.second_reviews import set_review_rules
from debrief.services.verdicts import accept_finding, reject_finding
from tests.e2e.conftest import PHONE
from tests.factories.debrief import finding, signal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def refused(roles, alice, chloe):
    told = finding(alice, signal("Miwe, devis en main"), day=clock.local_day(), now=clock.now())
    reject_finding(told, by=chloe, reason="not_verifiable")
    return told


def appeal(page):
    page.get_by_role("link", name="Faire un recours").click()
    page.get_by_label("Pourquoi faut-il la garder ?").fill("La photo du devis est dans le dossier.")


def test_a_rep_appeals_on_her_phone_and_a_third_person_overturns(refused, alice, chloe, celine, open_as, accessible):
    page = open_as(alice, "/findings/", device=PHONE)
    page.locator(f"#finding-{refused.pk}", has_text="Refusée").wait_for()
    appeal(page)
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Envoyer le recours").click()
    page.locator(".toast", has_text="une tierce personne").wait_for()
    first = open_as(chloe, f"/appeals/{Appeal.objects.get().pk}/")
    first.get_by_text("une autre personne doit regarder").wait_for()
    assert first.get_by_role("button", name="Infirmer").count() == 0
    third = open_as(celine, "/appeals/?mine=true")
    third.get_by_role("link", name="Miwe, devis en main").click()
    accessible(third)
    third.get_by_label("Votre réponse").first.fill("La photo le montre.")
    third.get_by_role("button", name="Infirmer").click()
    third.locator(".toast", has_text="Décision infirmée").wait_for()
    page.goto("/findings/")
    page.locator(f"#finding-{refused.pk}", has_text="Acceptée").wait_for()
    live = Verdict.objects.live().get()
    assert (live.decision, live.reviewer, Appeal.objects.get().state) == ("accepted", celine, "overturned")


def test_an_appeal_without_a_reason_is_not_sent_and_one_too_many_is_withdrawn(refused, alice, open_as):
    page = open_as(alice, f"/findings/{refused.pk}/appeal/", device=PHONE)
    page.get_by_label("Pourquoi faut-il la garder ?").fill("   ")
    page.get_by_role("button", name="Envoyer le recours").click()
    page.locator(".error").first.wait_for()
    assert not Appeal.objects.exists()
    page.get_by_label("Pourquoi faut-il la garder ?").fill("Je l’ai vu moi-même.")
    page.get_by_role("button", name="Envoyer le recours").click()
    page.get_by_role("link", name="Miwe, devis en main").click()
    page.get_by_role("button", name="Retirer").click()
    page.locator(".toast", has_text="retiré").wait_for()
    assert Appeal.objects.get().state == "withdrawn"
    open_as.forgive("422")


def test_a_second_opinion_is_given_blind_and_changes_nothing(roles, alice, chloe, celine, odile, open_as, accessible):
    set_review_rules(by=odile, second_percent=Decimal(100), second_hours=40, appeal_days=15, appeal_hours=16)
    accept_finding(finding(alice, signal("Miwe"), day=clock.local_day(), now=clock.now()), by=chloe)
    page = open_as(celine, "/second-reviews/")
    page.get_by_role("link", name="Miwe").click()
    assert "Acceptée" not in page.locator("main .card").first.inner_text()
    assert "Chloé" not in page.locator("main").inner_text()
    accessible(page)
    page.get_by_role("radio", name="Refusée", exact=True).check()
    page.get_by_label("Motif, en cas de refus").select_option("too_vague")
    page.get_by_role("button", name="Donner mon avis").click()
    page.locator(".toast", has_text="Votre avis est enregistré").wait_for()
    given, verdict = SecondReview.objects.get(), Verdict.objects.get()
    assert (given.decision, given.reviewer, verdict.decision) == ("rejected", celine, "accepted")
    page.goto("/fairness/")
    page.get_by_text("0 sur 1").first.wait_for()
