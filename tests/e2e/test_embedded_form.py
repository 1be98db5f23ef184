"""A public form in the page of another site, without scripts, and too often answered: always kind, never a cookie."""

import re

import pytest
from playwright.sync_api import expect

from leads.models import FormSubmission, Lead
from leads.services.forms import build_form, open_form
from leads.services.submissions import MOST_ANSWERS
from tests.e2e.conftest import DESK
from tests.e2e.test_public_form import OLD_ENOUGH, send
from tests.factories.leads import CampaignFactory
from tests.leads.test_build_forms import CONSENT, TEXTS, usual

pytestmark = pytest.mark.django_db(transaction=True)
PARTNER, STRANGER = "https://partner.example.com", "https://stranger.example.com"
SENTENCES = {"fr": "Trop de réponses sont venues d’ici", "en": "Too many answers came from here"}


@pytest.fixture
def form(roles, chloe):
    asked = {"texts": TEXTS, "fields": usual(), "consent": CONSENT, "domains": [PARTNER]}
    return open_form(build_form(by=chloe, campaign=CampaignFactory(owner=chloe), **asked), by=chloe)


@pytest.fixture
def visitor(chromium, live_server, settings):
    """visitor() → a page of somebody whom nobody knows, with no cookie in the end."""
    settings.ALLOWED_HOSTS = ["*"]
    contexts = []

    def come(**options):
        contexts.append(chromium.new_context(base_url=live_server.url, locale="fr-FR", **DESK, **options))
        contexts[-1].grant_permissions(["local-network-access"])  # the page of a site on the web frames this machine
        return contexts[-1].new_page()

    yield come
    for context in contexts:
        assert context.cookies() == []
        context.close()


def framed(page, site, address):
    """The page of that site, with the form in a frame."""
    html = f'<!doctype html><title>Ailleurs</title><h1>Chez nous</h1><iframe src="{address}" height="700"></iframe>'
    page.route(f"{site}/**", lambda route: route.fulfill(content_type="text/html", body=html))
    page.goto(f"{site}/contact")
    return page.frame_locator("iframe")


def fill(page, email="ana@sow.test"):
    page.get_by_label("Votre nom").fill("Ana Sow")
    page.get_by_label("Votre adresse e-mail").fill(email)


def test_the_site_that_was_listed_shows_it_and_its_answer_is_a_lead(form, visitor, live_server):
    page = visitor()
    inside = framed(page, PARTNER, f"{live_server.url}/f/{form.key}/?embed=1&utm_source=partner")
    fill(inside)
    inside.get_by_label(CONSENT[0]).check()
    page.wait_for_timeout(OLD_ENOUGH)
    inside.get_by_role("button", name="Envoyer").click()
    expect(inside.locator("main")).to_contain_text("Merci, à bientôt.")
    answer, lead = FormSubmission.objects.get(), Lead.objects.get()
    assert (answer.embedded, answer.agreed, lead.consent_text, lead.utm) == (
        True, True, CONSENT[0], {"utm_source": "partner"},
    )  # fmt: skip


def test_a_site_that_was_not_listed_shows_nothing(form, visitor, live_server):
    page = visitor()
    with page.expect_event("requestfailed") as refused:
        inside = framed(page, STRANGER, f"{live_server.url}/f/{form.key}/?embed=1")
    assert (refused.value.failure, f"/f/{form.key}/" in refused.value.url) == ("net::ERR_BLOCKED_BY_RESPONSE", True)
    expect(page.get_by_role("heading", name="Chez nous")).to_be_visible()
    expect(inside.get_by_label("Votre nom")).to_have_count(0)


def test_without_scripts_the_page_takes_the_answer_too(form, visitor):
    page = visitor(java_script_enabled=False)
    page.goto(f"/f/{form.key}/")
    fill(page)
    page.wait_for_timeout(OLD_ENOUGH)
    send(page)
    expect(page.locator("main")).to_contain_text("Merci, à bientôt.")
    assert (Lead.objects.get().email, Lead.objects.get().consent_text) == ("ana@sow.test", "")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_one_answer_too_many_is_told_when_to_come_back_and_loses_no_word(form, visitor, language):
    page = visitor()
    page.goto(f"/f/{form.key}/?lang={language}")
    for _time in range(MOST_ANSWERS):
        page.request.post(f"/f/{form.key}/?lang={language}", form={"page": "x"})
    page.locator("#id_name").fill("Ana Sow")
    page.locator("#id_email").fill("ana@sow.test")
    with page.expect_response(re.compile(r"/f/")) as answered, page.expect_navigation():
        page.locator("form button[type=submit]").click()
    assert answered.value.status == 429
    expect(page.locator("main")).to_contain_text(SENTENCES[language])
    expect(page.locator("#id_name")).to_have_value("Ana Sow")
    assert not Lead.objects.exists()
