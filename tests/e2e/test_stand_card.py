"""At a stand on a tablet: a campaign that is no fair, a card read into the form, a lead for marketing."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from core import clock
from leads.models import Lead
from tests.debrief.test_read_card import VCF, picture
from tests.e2e.conftest import PHONE
from tests.factories.leads import CampaignFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def open_house(roles, chloe):
    today = clock.local_day()
    days = {"starts_on": today - timedelta(days=1), "ends_on": today + timedelta(days=1)}
    return CampaignFactory(owner=chloe, name="Portes ouvertes", channel="partner", at_stand=True, **days)


@pytest.mark.parametrize(
    ("name", "kind", "data"), [("paul.vcf", "text/vcard", VCF.encode()), ("paul.png", "image/png", picture())]
)
def test_a_card_fills_the_form_and_the_person_is_a_lead(open_house, alice, open_as, accessible, name, kind, data):
    page = open_as(alice, "/stand/", device=PHONE)
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("[data-card]").last.set_input_files({"name": name, "mimeType": kind, "buffer": data})
    expect(page.locator("#id_name")).to_have_value("Paul Girard")
    expect(page.locator("#id_company_name")).to_have_value("Maison Dupont")
    page.get_by_role("button", name="Noter cette personne").click()
    page.locator("[data-noted] li", has_text="Paul Girard").wait_for()
    lead = Lead.objects.get()
    told = (lead.campaign, lead.email, lead.job_title, lead.captured_by)
    assert told == (open_house, "paul@dupont.example", "Chef de production", alice)


def test_what_is_no_card_is_said_and_the_form_stays(open_house, alice, open_as):
    page = open_as(alice, "/stand/", device=PHONE)
    page.locator("#id_name").fill("Ana Sow")
    page.locator("[data-card]").last.set_input_files({"name": "x.vcf", "mimeType": "text/vcard", "buffer": b"rien"})
    expect(page.locator(".toast")).to_be_visible()
    open_as.forgive("422")
    expect(page.locator("#id_name")).to_have_value("Ana Sow")
