"""A whole sheet reviewed without touching the mouse."""

import time

import pytest
from playwright.sync_api import expect

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


def press(page, key, left):
    """Press a key, and wait until the sheet says how many findings are left."""
    page.keyboard.press(key)
    words = f"{left} sur 5 à juger" if left else "toutes jugées"
    page.locator("#sheet [aria-live]", has_text=words).wait_for()


def test_keys_judge_undo_and_close(day, chloe, open_as):
    page = open_as(chloe, "/review/")
    press(page, "a", 4)
    page.keyboard.press("d")
    press(page, "1", 3)
    page.keyboard.press("e")
    page.locator("#am-value").fill("Trouve le four bruyant")
    press(page, "Enter", 2)
    page.keyboard.press("r")
    press(page, "2", 1)
    press(page, "s", 0)
    press(page, "z", 1)
    assert Verdict.objects.live().count() == 4
    press(page, "a", 0)
    page.keyboard.press("c")
    page.locator(".toast", has_text="Journée close").wait_for()
    decisions = list(Verdict.objects.live().order_by("pk").values_list("decision", "reason"))
    assert [decision for decision, _reason in decisions] == ["accepted", "duplicate", "amended", "rejected", "accepted"]
    assert decisions[3][1] == "too_vague"
    assert Debrief.objects.get().state == "closed"


def test_j_and_k_walk_the_findings(day, chloe, open_as):
    page = open_as(chloe, "/review/")
    current = "#sheet [data-finding][aria-current=true]"
    page.locator(f"{current}:nth-child(1)").wait_for()
    page.keyboard.press("j")
    page.locator(f"{current}:nth-child(2)").wait_for()
    page.keyboard.press("k")
    page.locator(f"{current}:nth-child(1)").wait_for()


def test_letters_do_nothing_while_one_writes(day, chloe, open_as):
    page = open_as(chloe, "/review/")
    page.keyboard.press("q")
    page.get_by_label("Votre question").fill("")
    page.keyboard.type("area")
    assert page.get_by_label("Votre question").input_value() == "area"
    assert not Verdict.objects.exists()


def test_what_is_typed_without_waiting_lands_in_the_field_just_opened(day, chloe, open_as):
    page = open_as(chloe, "/review/")
    page.locator("#sheet [data-key=a]").wait_for()
    page.keyboard.type("e a d s")
    assert page.locator("#am-value").input_value() == " a d s"
    page.keyboard.press("Escape")
    page.keyboard.type("q a c")
    assert page.get_by_label("Votre question").input_value() == " a c"
    assert not Verdict.objects.exists()


def test_keys_pressed_while_a_verdict_is_saved_do_not_judge_the_finding_behind(day, chloe, open_as):
    page = open_as(chloe, "/review/")
    page.locator("#sheet [data-key=a]").wait_for()
    page.route("**/accept/**", slowly)
    page.keyboard.type("a r2 s")
    page.keyboard.press("Enter")
    page.locator("#sheet [aria-live]", has_text="4 sur 5 à juger").wait_for()
    assert [verdict.decision for verdict in Verdict.objects.live()] == ["accepted"]
    page.keyboard.type("r2")
    page.locator("#sheet [aria-live]", has_text="3 sur 5 à juger").wait_for()
    assert Verdict.objects.live().count() == 2


def test_a_key_pressed_the_moment_the_next_finding_shows_is_kept(day, chloe, open_as):
    page = open_as(chloe, "/review/")
    page.locator("#sheet [data-key=a]").wait_for()
    page.evaluate(AMEND_AT_ONCE)
    page.keyboard.press("a")
    page.locator("#sheet [aria-live]", has_text="4 sur 5 à juger").wait_for()
    page.wait_for_timeout(100)
    expect(page.locator("#am-value")).to_be_focused()


AMEND_AT_ONCE = """() => {
  const once = new MutationObserver(() => {
    once.disconnect();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "e", bubbles: true, cancelable: true }));
  });
  once.observe(document.querySelector("#inbox").parentElement, { childList: true });
}"""


def slowly(route):
    """Lets a request through after a third of a second."""
    time.sleep(0.3)
    route.continue_()
