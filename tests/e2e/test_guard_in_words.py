"""A word too many: hinted while typing, refused when saved with a better one, let through with a reason."""

import pytest

from core import clock
from debrief.models import Finding, GuardOverride, Visit
from tests.e2e.conftest import PHONE
from tests.e2e.phone import fill, learn, promised, save
from tests.factories.debrief import company, filed, opinion, visit

pytestmark = pytest.mark.django_db(transaction=True)
HARSH = "Le gérant est un escroc selon deux fournisseurs"
WHY = "Le jugement du tribunal est public"


@pytest.fixture
def alice(roles, alice):
    promised(alice)
    return alice


def test_a_hint_while_typing_is_one_tap_from_the_better_wording(alice, open_as):
    page = open_as(alice, "/today/", device=PHONE)
    page.get_by_role("link", name="Boulangerie Martin").click()
    note = page.locator("#id_note")
    note.press_sequentially("Gérant alcoolique, veut un devis", delay=5)
    hint = page.locator("#id_note + .guard")
    hint.get_by_text("Ceci ne peut pas être écrit").wait_for()
    hint.get_by_role("button").first.click()
    hint.wait_for(state="hidden")
    assert "alcoolique" not in note.input_value()
    assert note.input_value().endswith("veut un devis")


def test_a_refusal_says_which_kind_and_loses_nothing(alice, open_as):
    page = open_as(alice, "/today/", device=PHONE)
    fill(page, result="Devis demandé", note="Gérant alcoolique.")
    page.locator("#id_amount").fill("12400")
    learn(page, "Concurrent", "Miwe")
    save(page)
    error = page.locator("[data-field=note] .error")
    error.wait_for()
    assert "santé" in error.inner_text()
    assert "alcoolique" in error.inner_text()
    page.locator("#id_note + .guard button").first.wait_for()  # and the better wording, in one tap
    assert page.locator("#id_amount").input_value() == "12400"
    assert page.locator('[data-line=findings][open] input[name$="-value"]').input_value() == "Miwe"
    assert not Visit.objects.filter(state="done", debrief__work_date=clock.local_day()).exists()
    page.locator("#id_note + .guard button").first.click()
    save(page)
    page.wait_for_url("**/today/**")
    done = Visit.objects.get(state="done", debrief__work_date=clock.local_day())
    assert (done.amount, "alcoolique" in done.note) == (12400, False)
    open_as.forgive("422")


def test_a_rep_asks_to_keep_her_words_and_marketing_lets_them_through(alice, chloe, odile, open_as):
    page = open_as(alice, "/today/", device=PHONE)
    fill(page)
    learn(page, "Avis", HARSH)
    save(page)
    line = page.locator("[data-line=findings][open]")
    line.locator(".error", has_text="escroc").wait_for()
    line.get_by_label("Nécessaire tel quel ? Dites pourquoi : le marketing décide").fill(WHY)
    save(page)
    page.wait_for_url("**/today/**")
    page.get_by_role("button", name="Déposer ma journée").click()
    page.get_by_role("heading", name="Journée déposée").wait_for()
    finding = Finding.objects.get()
    assert finding.state == "quarantined"
    open_as.forgive("422")
    desk = open_as(chloe, f"/review/{finding.visit.debrief_id}/")
    desk.get_by_text(WHY).wait_for()
    desk.get_by_placeholder("Pourquoi peut-elle rester").fill("Jugement cité dans la presse")
    desk.get_by_role("button", name="Autoriser").click()
    desk.locator("#sheet [data-key=a]").click()
    desk.locator(".toast", has_text="Acceptée").wait_for()
    finding.refresh_from_db()
    assert (finding.state, GuardOverride.objects.get().by) == ("decided", chloe)
    log = open_as(odile, "/guard/log/")
    log.get_by_text("Jugement cité dans la presse").wait_for()


def test_what_is_never_let_through_says_so(roles, amine, chloe, open_as):
    told = filed(amine, visit(company(amine), opinion("Le four chauffe vite")), day=clock.local_day(), now=clock.now())
    Finding.objects.filter(visit__debrief=told).update(
        value="Le gérant est malade du cancer", state="quarantined", guard_category="health"
    )  # words written before the lists knew them
    page = open_as(chloe, f"/review/{told.pk}/")
    page.get_by_text("Ce genre de remarque n’est jamais autorisé").wait_for()
    assert page.get_by_role("button", name="Autoriser").count() == 0
    page.get_by_role("button", name="Retirer le texte").click()
    page.locator(".toast", has_text="Le texte est retiré").wait_for()
    assert Finding.objects.get(visit__debrief=told).state == "removed"
