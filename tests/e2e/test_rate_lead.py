"""Alice rates a lead in two taps on her phone, reports what was wrong, and rates it again when she gives it back."""

import pytest
from playwright.sync_api import expect

from core import clock
from debrief.models import Debrief, Finding
from debrief.services.filing import file_debrief
from leads.models import LeadRating
from leads.services.handoff import accept_handoff, hand_off_lead
from leads.services.qualification import qualify_lead
from leads.services.work import start_work
from tests.e2e.conftest import PHONE
from tests.factories.leads import LeadFactory

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = {"promise": "A demandé un devis", "proof": "Formulaire de ce matin", "opener": "Bonjour"}


@pytest.fixture
def called(roles, alice, chloe):
    """A lead that Alice accepted and called."""
    now = clock.now()
    lead = qualify_lead(LeadFactory(name="Paul Girard", company_name="Fournil Girard"), by=chloe, now=now)
    taken = accept_handoff(hand_off_lead(lead, by=chloe, to=alice, now=now, **WORDS), by=alice, now=now).lead
    return start_work(taken, by=alice, now=now)


def test_one_tap_says_that_all_was_as_promised(called, alice, open_as, accessible):
    page = open_as(alice, called.get_absolute_url(), device=PHONE)
    tap = page.get_by_role("button", name="Tout comme promis")
    tap.wait_for()
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.expect_navigation():
        tap.click()
    expect(page.get_by_role("button", name="Tout comme promis")).to_have_count(0)
    assert list(LeadRating.objects.values_list("moment", "fit", "timing", "data")) == [
        ("first", "good", "good", "good")
    ]


def test_a_wrong_phone_number_reaches_the_inbox_of_reviews(called, alice, chloe, open_as, accessible):
    page = open_as(alice, f"/leads/{called.pk}/rate/", device=PHONE)
    page.locator("summary", has_text="données").click()
    page.locator("#id_right_phone").fill("06 12 34 56 78")
    accessible(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Envoyer la note").click()
    assert list(LeadRating.objects.values_list("data", "wrong_fields")) == [("poor", ["phone"])]
    file_debrief(Debrief.objects.get(rep=alice), by=alice)
    found = Finding.objects.get()
    desk = open_as(chloe, "/review/")
    expect(desk.locator("main")).to_contain_text("Alice")
    desk.goto(f"/review/{found.visit.debrief_id}/")
    expect(desk.locator("#sheet")).to_contain_text("06 12 34 56 78")


def test_a_lead_given_back_is_rated_at_the_end_in_two_taps(called, alice, open_as, accessible):
    page = open_as(alice, f"/leads/{called.pk}/recycle/", device=PHONE)
    with page.expect_navigation():
        page.get_by_role("button", name="Remettre en maturation").click()
    tap = page.get_by_role("button", name="Tout comme promis")
    tap.wait_for()
    accessible(page)
    with page.expect_navigation():
        tap.click()
    assert list(LeadRating.objects.values_list("moment", "by")) == [("end", alice.pk)]
