"""A question of marketing: seen before the visit, first in the debrief, taken by the first answer that is kept."""

import re
from datetime import timedelta

import pytest

from core import clock
from debrief.models import Finding
from debrief.services.asking import QuestionEntry, ask_question
from debrief.services.verdicts import accept_finding
from tests.e2e.conftest import PHONE
from tests.e2e.phone import promised, save, tell
from tests.factories.debrief import finding, signal

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Quel concurrent est en place ?"


@pytest.fixture
def question(roles, alice, chloe):
    where = promised(alice)
    entry = QuestionEntry(
        text_fr=WORDS, kind="market_signal", topic="competitor", about="company", company=where,
        expires_on=clock.local_day() + timedelta(days=5), points=30,
    )  # fmt: skip
    return ask_question(by=chloe, entry=entry, now=clock.now())


def test_the_first_answer_kept_takes_the_bounty(question, alice, chloe, open_as, accessible):
    page = open_as(alice, "/today/", device=PHONE)
    page.get_by_text(WORDS).first.wait_for()
    page.get_by_role("link", name="Préparer").first.click()
    page.get_by_text("30 points").first.wait_for()
    page.get_by_role("link", name="Raconter la visite").click()
    asked = page.locator("form[data-debrief=visit] > section").first
    assert WORDS in asked.inner_text()  # before who was met
    accessible(page)
    page.get_by_label("Votre réponse").fill("Miwe")
    tell(page)
    save(page)
    page.wait_for_url("**/today/**")
    page.get_by_role("button", name="Déposer ma journée").click()
    page.get_by_role("heading", name="Journée déposée").wait_for()
    desk = open_as(chloe, f"/review/{Finding.objects.get().visit.debrief_id}/")
    desk.get_by_role("link", name=WORDS).wait_for()
    desk.get_by_role("button", name=re.compile("^Accepter ?A?$")).click()
    desk.locator(".toast", has_text="Acceptée").wait_for()
    page.goto(f"/questions/{question.pk}/")
    page.get_by_text("Première réponse acceptée : prend la prime").wait_for()
    desk.goto(f"/questions/{question.pk}/")
    desk.locator(".page-head", has_text="Répondue").wait_for()


def test_a_question_taken_is_asked_no_more(question, alice, amine, chloe, open_as):
    accept_finding(
        finding(amine, signal("Miwe", question=question), question.company, day=clock.local_day(), now=clock.now()),
        by=chloe,
    )
    page = open_as(alice, f"/visits/new/?company={question.company_id}", device=PHONE)
    page.get_by_role("button", name="Enregistrer la visite").wait_for()
    assert page.get_by_text(WORDS).count() == 0
