"""A rep rates a lead in two taps; what was wrong in its data becomes findings that marketing reviews."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from core.exceptions import BusinessRuleError
from core.models import Notification
from debrief.models import Debrief, Finding
from debrief.services.rating import rate_and_report
from leads.choices import RatingMoment
from leads.models import LeadRating
from leads.services.handoff import accept_handoff, hand_off_lead
from leads.services.intake import capture_lead
from leads.services.qualification import qualify_lead
from leads.services.work import start_work
from tests.factories.leads import CampaignFactory

NOON = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
GOOD = {"fit": "good", "timing": "good", "data": "good"}
FIRST = RatingMoment.FIRST_CONTACT

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(alice, chloe):
    lead, _new = capture_lead(
        by=chloe, campaign=CampaignFactory(owner=chloe), name="Marc Aubry", email="marc@aubry.test",
        company_name="Aubry", now=NOON,
    )  # fmt: skip
    qualify_lead(lead, by=chloe, now=NOON)
    handoff = hand_off_lead(lead, by=chloe, to=alice, promise="Cherche un four", now=NOON)
    return accept_handoff(handoff, by=alice, now=NOON).lead


@pytest.fixture
def called(accepted, alice):
    return start_work(accepted, by=alice, now=NOON)


def test_a_rating_is_kept_and_a_second_one_is_the_last_word(called, alice):
    rate_and_report(called, by=alice, moment=FIRST, now=NOON, **GOOD)
    rating, findings = rate_and_report(called, by=alice, moment=FIRST, now=NOON, **{**GOOD, "fit": "poor"})
    assert (LeadRating.objects.count(), rating.fit, rating.timing, findings) == (1, "poor", "good", [])


def test_marketing_hears_of_what_was_not_as_promised(called, alice, chloe):
    rate_and_report(called, by=alice, moment=FIRST, now=NOON, **{**GOOD, "timing": "poor"})
    assert Notification.objects.filter(to=chloe, kind="lead_rated_poor").count() == 1


def test_wrong_data_is_a_finding_for_each_field_and_makes_the_data_poor(called, alice):
    wrong = {"phone": "+33612345678", "employees": "12", "city": "", "unknown": "x"}
    rating, findings = rate_and_report(called, by=alice, moment=FIRST, wrong=wrong, now=NOON, **GOOD)
    assert (rating.data, rating.wrong_fields) == ("poor", ["employees", "phone"])
    assert {(row.kind, row.field) for row in findings} == {("contact", ""), ("company_fact", "employees")}
    assert {row.visit.lead for row in Finding.objects.all()} == {called}
    assert Finding.objects.get(kind="contact").data["phone"] == "+33612345678"


def test_a_wrong_number_is_refused_beside_and_nothing_is_kept(called, alice, client_of):
    page = client_of(alice).post(
        reverse("debrief:lead_rate", args=[called.pk]), {"moment": "first", "right_employees": "beaucoup"}
    )
    assert (page.status_code, LeadRating.objects.count(), Finding.objects.count()) == (422, 0, 0)


def test_before_the_first_contact_and_by_anybody_else_it_is_refused(accepted, alice, amine):
    for person, code in ((alice, "not_contacted"), (amine, "not_owner")):
        with pytest.raises(BusinessRuleError) as refused:
            rate_and_report(accepted, by=person, moment=FIRST, now=NOON, **GOOD)
        assert refused.value.code == code
    assert not LeadRating.objects.exists()


def test_one_tap_on_the_page_of_the_lead_says_that_all_was_good(called, alice, chloe, client_of):
    client = client_of(alice)
    panel = client.get(reverse("debrief:lead_rating_panel", args=[called.pk])).content.decode()
    assert reverse("debrief:lead_rate", args=[called.pk]) in panel
    client.post(reverse("debrief:lead_rate", args=[called.pk]), {"moment": "first", "all_good": "1"})
    rating = LeadRating.objects.get()
    assert (rating.fit, rating.timing, rating.data) == ("good", "good", "good")
    assert rating.by.name in client_of(chloe).get(called.get_absolute_url()).content.decode()


def test_the_api_rates_under_the_same_rules(called, alice, david, api_of):
    address, body = f"/api/v1/leads/{called.pk}/rate/", {"moment": "first", "fit": "poor", "wrong": {"city": "Metz"}}
    assert api_of(david).post(address, body, format="json").status_code == 404
    answer = api_of(alice).post(address, body, format="json")
    assert (answer.status_code, answer.json()["wrong_fields"], len(answer.json()["findings"])) == (201, ["city"], 1)
    assert api_of(alice).get("/api/v1/lead-ratings/").json()["results"][0]["fit"] == "poor"


@pytest.mark.parametrize("state", ["filed", "in_review", "closed"])
def test_once_the_day_is_filed_what_is_wrong_waits_for_tomorrow(called, alice, state):
    Debrief.objects.create(rep=alice, work_date=NOON.date(), state=state, filed_at=NOON)
    with pytest.raises(BusinessRuleError) as refused:
        rate_and_report(called, by=alice, moment=FIRST, wrong={"city": "Metz"}, now=NOON, **GOOD)
    assert (refused.value.code, LeadRating.objects.count(), Finding.objects.count()) == ("day_filed", 0, 0)


def test_a_mark_or_a_moment_that_is_none_is_refused_beside_it(called, alice, api_of):
    address = f"/api/v1/leads/{called.pk}/rate/"
    for changes, field in (({"fit": "superb"}, "fit"), ({"moment": "never"}, "moment"), ({"wrong": "x"}, "wrong")):
        answer = api_of(alice).post(address, {"moment": "first", **changes}, format="json")
        assert (answer.status_code, list(answer.json()["fields"])) == (422, [field])
    assert not LeadRating.objects.exists()
