"""The contract and the quality of leads: found in the menu, read without a sideways scroll, printed whole."""

import io

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from core import clock
from tests.e2e.conftest import DESK, PHONE
from tests.factories.leads import CampaignFactory, ReasonFactory
from tests.leads.quality import two_months

pytestmark = pytest.mark.django_db(transaction=True)
MENU = {"fr": ("Mon compte", "Contrat des leads", "Ce qui est convenu"),
        "en": ("My account", "Contract of leads", "What is agreed")}  # fmt: skip
MARCH = "first=2026-03-01&last=2026-03-31"


@pytest.fixture
def told(roles, alice, david, chloe):
    """Two months of handoffs as a night left them."""
    noon = clock.now().replace(year=2026, month=3, day=11, hour=11, minute=0, second=0, microsecond=0)
    campaign = CampaignFactory(owner=chloe, name="Programme de parrainage 2026")
    two_months(campaign, by=chloe, reps=(alice, david), reason=ReasonFactory(code="territory"), noon=noon)


def fits(page):
    """Neither the page nor a table of it is wider than the window, once all that is folded is open."""
    for summary in page.locator(":is(.fold, .data):not([open]) > summary:visible").all()[::-1]:
        summary.click()
    expect(page.locator(".table-wrap").last).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).length"
    assert page.locator(".table-wrap:visible").evaluate_all(wide) == 0


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_rep_finds_the_contract_in_the_menu_of_her_phone(told, alice, open_as, accessible, language):
    alice.language = language
    alice.save(update_fields=["language"])
    account, title, agreed = MENU[language]
    page = open_as(alice, "/points/", device=PHONE)
    page.get_by_label(account).click()
    with page.expect_navigation():
        page.get_by_role("link", name=title).click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("main")).to_contain_text(agreed)
    page.goto(f"/contract/?{MARCH}")
    fits(page)
    accessible(page)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("device", [DESK, PHONE])
def test_marketing_reads_both_pages_without_a_sideways_scroll(told, chloe, open_as, accessible, language, device):
    chloe.language = language
    chloe.save(update_fields=["language"])
    page = open_as(chloe, f"/leads/quality/?{MARCH}", device=device)
    expect(page.locator("tfoot")).to_contain_text("vs ")
    expect(page.locator("tfoot")).to_be_visible(visible=device is DESK)
    fits(page)
    accessible(page)
    page.goto(f"/contract/?{MARCH}")
    fits(page)


def test_the_last_entry_of_a_long_menu_is_reached_on_a_phone(chloe, open_as):
    page = open_as(chloe, "/leads/", device=PHONE)
    page.get_by_label("Mon compte").click()
    last = page.locator(".topbar details[open] > div > :last-child")
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [1440, 1280])
def test_every_column_of_the_list_of_leads_is_seen_beside_the_menu(told, chloe, open_as, language, width):
    chloe.language = language
    chloe.save(update_fields=["language"])
    page = open_as(chloe, "/leads/", device={"viewport": {"width": width, "height": 900}})
    expect(page.locator(".side")).to_be_visible()
    fits(page)


def test_paper_holds_every_row_and_column_of_the_quality_of_leads(told, chloe, open_as):
    page = open_as(chloe, f"/leads/quality/?{MARCH}")
    expect(page.locator("tfoot")).to_be_visible()
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert all(sheet.mediabox.width > sheet.mediabox.height for sheet in sheets)
    text = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    for words in ("Transmissions", "Saisis", "Coût par lead gagné", "Programme de parrainage 2026", "Total"):
        assert words in text
