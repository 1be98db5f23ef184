"""A visitor answers a public form: a lead with its tags, a touch when she returns, the same thanks for a robot."""

import pytest
from playwright.sync_api import expect

from leads.models import FormSubmission, Lead, Touchpoint
from leads.services.forms import build_form, open_form
from tests.e2e.conftest import PHONE
from tests.factories.leads import CampaignFactory
from tests.leads.test_build_forms import CONSENT, TEXTS, usual

pytestmark = pytest.mark.django_db(transaction=True)
OLD_ENOUGH = 2300  # milliseconds: a page answered at once is a robot's


@pytest.fixture
def form(roles, chloe):
    built = build_form(by=chloe, campaign=CampaignFactory(owner=chloe), texts=TEXTS, fields=usual(), consent=CONSENT)
    return open_form(built, by=chloe)


@pytest.fixture
def visitor(chromium, live_server, settings):
    """visitor("/f/…/") → a page without a session, and without a cookie after it."""
    settings.ALLOWED_HOSTS = ["*"]
    contexts = []

    def go(path):
        context = chromium.new_context(base_url=live_server.url, locale="fr-FR", **PHONE)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield go
    for context in contexts:
        assert context.cookies() == []
        context.close()


def fill(page, name="Ana Sow", email="ana@sow.test"):
    page.get_by_label("Votre nom").fill(name)
    page.get_by_label("Votre adresse e-mail").fill(email)
    page.wait_for_timeout(OLD_ENOUGH)


def send(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Envoyer").click()


def test_a_visitor_becomes_a_lead_and_comes_back_without_a_twin(form, visitor, accessible):
    page = visitor(f"/f/{form.key}/?utm_source=news")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    fill(page)
    page.get_by_label(CONSENT[0]).check()
    send(page)
    expect(page.locator("main")).to_contain_text("Merci, à bientôt.")
    accessible(page)
    again = visitor(f"/f/{form.key}/")
    fill(again, email="ANA@sow.test")
    send(again)
    lead = Lead.objects.get()
    assert (lead.utm, lead.consent_text, lead.channel) == ({"utm_source": "news"}, CONSENT[0], "form")
    assert Touchpoint.objects.filter(lead=lead).count() == 2


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(form, visitor):
    page = visitor(f"/f/{form.key}/")
    fill(page, email="ana@sow.test")
    page.get_by_label("Votre adresse e-mail").evaluate("input => { input.type = 'text'; input.value = 'ana' }")
    send(page)
    expect(page.locator(".invalid, .error").first).to_be_visible()
    expect(page.get_by_label("Votre nom")).to_have_value("Ana Sow")
    assert not Lead.objects.exists()


def test_a_robot_reads_the_same_thanks_and_makes_no_lead(form, visitor):
    page = visitor(f"/f/{form.key}/")
    fill(page, name="Robot", email="robot@spam.test")
    page.locator("#id_website").evaluate("input => { input.value = 'https://spam.test' }")
    send(page)
    expect(page.locator("main")).to_contain_text("Merci, à bientôt.")
    assert (Lead.objects.count(), FormSubmission.objects.get().fate) == (0, "robot")


def test_who_answers_at_once_is_asked_politely_to_check(form, visitor):
    page = visitor(f"/f/{form.key}/")
    page.get_by_label("Votre nom").fill("Ana Sow")
    page.get_by_label("Votre adresse e-mail").fill("ana@sow.test")
    send(page)
    expect(page.locator("main")).to_contain_text("très rapide")
    expect(page.get_by_label("Votre nom")).to_have_value("Ana Sow")
    assert not Lead.objects.exists()


def test_the_page_speaks_english_when_asked(form, visitor):
    page = visitor(f"/f/{form.key}/")
    with page.expect_navigation():
        page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("Get the catalogue")
