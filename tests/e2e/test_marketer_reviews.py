"""Chloé accepts, amends, marks a duplicate, rejects and returns, one each."""

import re

import pytest

from core import clock
from crm.models import Fact
from debrief.models import Debrief, Verdict
from tests.factories.debrief import company, filed, opinion, person, signal, visit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def days(roles, alice, amine):
    """Alice's day with four findings, and Amine's with a vague one."""
    today, now = clock.local_day(), clock.now()
    where = company(alice, "Boulangerie Martin", city="Lyon")
    findings = (signal("Miwe, devis en main"), signal("miwe devis en main"), opinion("four bruyan"))
    first = filed(
        alice, visit(where, *findings, people=[person("Paul Girard", phone="06 12 34 56 78")]), day=today, now=now
    )
    second = filed(amine, visit(company(amine, "Hôtel du Parc"), opinion("Content")), day=today, now=now)
    return first, second


def test_one_of_each_verdict_and_a_question(days, chloe, open_as, accessible):
    first, second = days
    page = open_as(chloe, f"/review/{first.pk}/")
    assert page.locator("#sheet [aria-current=true]").count() == 1
    accessible(page)
    page.get_by_role("button", name=re.compile("^Accepter ?A?$")).click()
    page.locator(".toast", has_text="Acceptée").wait_for()
    page.locator("summary", has_text="Doublon").click()
    page.locator(".choice", has_text="Miwe, devis en main").click()
    page.locator(".toast", has_text="doublon").wait_for()
    page.locator("summary", has_text="Corriger").click()
    page.locator("#am-value").fill("Trouve le four bruyant")
    page.get_by_role("button", name="Garder cette formulation").click()
    page.locator(".toast", has_text="Corrigée").wait_for()
    page.locator("summary", has_text="Refuser").click()
    page.locator(".choice", has_text="Non vérifiable").click()
    page.locator(".toast", has_text="Refusée").wait_for()
    page.get_by_role("button", name=re.compile("^Clore la journée")).click()
    page.locator(".toast", has_text="Journée close").wait_for()
    page.locator("#sheet ins", has_text="Content").wait_for()
    page.locator("summary", has_text="Renvoyer avec une question").click()
    page.get_by_label("Votre question").fill("Content de quoi ?")
    page.get_by_role("button", name="Envoyer la question").click()
    page.locator(".toast", has_text="Renvoyée").wait_for()
    accessible(page)
    decisions = list(Verdict.objects.order_by("pk").values_list("decision", flat=True))
    assert decisions == ["accepted", "duplicate", "amended", "rejected"]
    states = dict(Debrief.objects.values_list("pk", "state"))
    assert states == {first.pk: "closed", second.pk: "returned"}
    assert Fact.objects.get().value == "Miwe, devis en main"


def test_a_toast_undoes_the_last_verdict(days, chloe, open_as):
    page = open_as(chloe, f"/review/{days[0].pk}/")
    page.get_by_role("button", name=re.compile("^Accepter ?A?$")).click()
    page.locator(".toast [data-undo]").click()
    page.locator(".toast", has_text="Annulé").wait_for()
    assert Verdict.objects.live().count() == 0
    assert Fact.objects.get().withdrawn_at is not None


def test_bulk_acceptance_of_one_kind(days, chloe, open_as):
    page = open_as(chloe, f"/review/{days[0].pk}/")
    page.get_by_role("button", name=re.compile("Accepter les 2")).click()
    page.locator(".toast", has_text="2 informations acceptées").wait_for()
    assert Verdict.objects.filter(decision="accepted").count() == 2
