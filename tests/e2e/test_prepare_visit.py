"""Alice prepares a visit on her phone, loses the network, reads the card again, and answers marketing first."""

from datetime import timedelta

import pytest

from core import clock
from debrief.models import Finding
from debrief.services.asking import QuestionEntry, ask_question
from tests.e2e.conftest import PHONE
from tests.factories.debrief import PersonEntry, company, contact, filed, visit

pytestmark = pytest.mark.django_db(transaction=True)
AT_HAND = """async () => {
  const kept = async () => (await (await caches.open("pages")).keys()).some((one) => one.url.includes("/visits/card/"));
  for (let tries = 0; tries < 100 && !(await kept()); tries++) await new Promise((next) => setTimeout(next, 200));
  return kept();
}"""  # the phone keeps the card


@pytest.fixture
def alice(roles, alice, chloe):
    """A visit promised for today, and a question about its company."""
    today, now = clock.local_day(), clock.now()
    where = company(alice, "Boulangerie Martin", city="Lyon")
    someone = contact(alice, where, "Camille Martin")
    stop = visit(where, people=[PersonEntry(contact=someone)], next_step="visit", next_step_on=today)
    filed(alice, stop, day=today - timedelta(days=1), now=now)
    entry = QuestionEntry(
        text_fr="Quel concurrent est en place ?", kind="market_signal", topic="competitor", about="company",
        company=where, expires_on=today + timedelta(days=5), points=30,
    )  # fmt: skip
    ask_question(by=chloe, entry=entry, now=now)
    return alice


def test_the_card_opens_offline_and_the_question_comes_first(alice, open_as, accessible):
    page = open_as(alice, "/today/", device=PHONE)
    page.get_by_role("link", name="Préparer").wait_for()
    assert page.evaluate(AT_HAND)
    page.context.set_offline(True)
    page.get_by_role("link", name="Préparer").click()
    page.get_by_role("heading", name="Qui rencontrer").wait_for()
    assert page.get_by_text("Camille Martin").is_visible()
    assert page.get_by_text("Quel concurrent est en place ?").is_visible()
    page.context.set_offline(False)
    accessible(page)
    page.get_by_role("link", name="Raconter la visite").click()
    page.get_by_label("Votre réponse").fill("Miwe")
    page.get_by_role("radio", name="À relancer", exact=True).check()
    page.locator("[data-field=next_step]").get_by_role("radio", name="Rien", exact=True).check()
    page.get_by_role("button", name="Enregistrer la visite").click()
    page.wait_for_url("**/today/**")
    found = Finding.objects.get()
    assert (found.value, found.question.points) == ("Miwe", 30)
