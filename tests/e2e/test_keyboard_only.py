"""A whole sheet reviewed without touching the mouse."""

import pytest

from core import clock
from debrief.models import Debrief, Verdict
from tests.factories.debrief import company, filed, opinion, signal, visit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def day(roles, alice):
    findings = (
        signal("Miwe"),
        signal("miwe."),
        opinion("four bruyan"),
        opinion("Rien de spécial"),
        opinion("Bon accueil"),
    )
    return filed(alice, visit(company(alice, "Boulangerie Martin"), *findings), day=clock.local_day(), now=clock.now())


def after(page, key, words):
    """Press a key, and wait for what the page says."""
    page.keyboard.press(key)
    page.locator(".toast", has_text=words).last.wait_for()


def test_keys_judge_undo_and_close(day, chloe, open_as):
    page = open_as(chloe, "/review/")
    after(page, "a", "Acceptée")
    page.keyboard.press("d")
    after(page, "1", "doublon")
    page.keyboard.press("e")
    page.locator("#am-value").fill("Trouve le four bruyant")
    after(page, "Enter", "Corrigée")
    page.keyboard.press("r")
    after(page, "2", "Refusée")
    after(page, "s", "Acceptée")
    page.keyboard.press("z")
    page.locator(".toast", has_text="Annulé").wait_for()
    assert Verdict.objects.live().count() == 4
    after(page, "a", "Acceptée")
    after(page, "c", "Journée close")
    decisions = list(Verdict.objects.live().order_by("pk").values_list("decision", "reason"))
    assert [decision for decision, _reason in decisions] == ["accepted", "duplicate", "amended", "rejected", "accepted"]
    assert decisions[3][1] == "too_vague"
    assert Debrief.objects.get().state == "closed"


def test_j_and_k_walk_the_findings(day, chloe, open_as):
    page = open_as(chloe, "/review/")
    current = page.locator("#sheet [data-finding][aria-current=true] ins")
    assert current.inner_text() == "Miwe"
    page.keyboard.press("j")
    page.locator("#sheet [data-finding][aria-current=true] ins", has_text="miwe.").wait_for()
    page.keyboard.press("k")
    page.locator("#sheet [data-finding]:nth-child(1)[aria-current=true]").wait_for()


def test_letters_do_nothing_while_one_writes(day, chloe, open_as):
    page = open_as(chloe, "/review/")
    page.keyboard.press("q")
    page.get_by_label("Votre question").fill("")
    page.keyboard.type("area")
    assert page.get_by_label("Votre question").input_value() == "area"
    assert not Verdict.objects.exists()
