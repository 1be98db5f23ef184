"""A file of a fair comes in, its rejects are mended, all of it is taken back; scoring rules are tried, then kept."""

import pytest
from playwright.sync_api import expect

from core import clock
from core.imports.queue import go_on
from core.models import ImportRun
from leads.models import Lead, ScoringVersion
from leads.services.scoring import apply_new_rules, score_leads
from tests.factories.leads import CampaignFactory, LeadFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("kept_files")]
FILE = "Prénom;Nom;Mail;Provenance\nAna;Costa;ana@costa.test;Allée B\nPaul;Girard;pas une adresse;Allée B\n"


def upload(page, campaign, text, name):
    page.locator("[name=campaign]").select_option(str(campaign.pk))
    page.locator("[name=source]").fill("Salon")
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})
    with page.expect_navigation():
        page.locator("main form button.primary").click()


def work(page):
    """The worker does what was asked, and the page shows it."""
    go_on(ImportRun.objects.order_by("-pk")[0].pk)
    page.reload()


def test_a_file_is_matched_checked_brought_in_mended_and_taken_back(chloe, open_as, accessible):
    campaign = CampaignFactory(owner=chloe, name="Salon de Lyon")
    page = open_as(chloe, "/imports/new/?kind=leads")
    upload(page, campaign, FILE, "salon.csv")
    page.locator("[name=column_touch]").select_option("Provenance")
    with page.expect_navigation():
        page.locator("button[name=preview]").click()
    page.locator("[name=word_touch_0]").select_option("attendance")
    accessible(page)
    with page.expect_navigation():
        page.locator("button[name=check]").click()
    work(page)
    expect(page.locator("main")).to_contain_text("pas une adresse")
    assert not Lead.objects.exists()
    with page.expect_navigation():
        page.locator("form[action$='/bring/'] button").first.click()
    work(page)
    lead = Lead.objects.get()
    assert (lead.email, lead.touchpoints.get().kind) == ("ana@costa.test", "attendance")
    with page.expect_download() as held:
        page.locator("a[href$='/rejects/']").click()
    mended = held.value.path().read_text(encoding="utf-8-sig").replace("pas une adresse", "paul@girard.test")
    page.locator("a[href*='again=']").click()
    upload(page, campaign, mended, "corrige.csv")
    expect(page.locator("[name=column_touch]")).to_have_value("Provenance")
    with page.expect_navigation():
        page.locator("button[name=check]").click()
    work(page)
    with page.expect_navigation():
        page.locator("form[action$='/bring/'] button").first.click()
    work(page)
    assert set(Lead.objects.values_list("email", flat=True)) == {"ana@costa.test", "paul@girard.test"}
    page.locator("form[action$='/undo/'] button").click()
    with page.expect_navigation():
        page.locator("dialog [data-yes]").click()
    work(page)
    assert Lead.objects.get().email == "ana@costa.test"
    accessible(page)


def test_rules_are_tried_on_the_leads_of_today_before_they_are_kept(chloe, open_as, accessible):
    lead = LeadFactory(name="Nadia Ferrand", phone="+33612345678")
    score_leads(now=clock.now())
    page = open_as(chloe, "/leads/scoring/rules/")
    page.locator("[name=rule-1-points]").fill("60")
    page.locator("[name=frame-cap_reach]").fill("70")
    with page.expect_navigation():
        page.locator("button[name=preview]").click()
    expect(page.locator("main")).to_contain_text("Nadia Ferrand")
    accessible(page)
    assert ScoringVersion.objects.count() == 1
    page.locator("[name=frame-note]").fill("Qui laisse son numéro veut être appelé")
    with page.expect_navigation():
        page.locator("button[name=save]").click()
    assert apply_new_rules(clock.now()) == 1
    lead.refresh_from_db()
    assert (lead.score.fit, ScoringVersion.objects.order_by("-number")[0].author) == (70, chloe)
