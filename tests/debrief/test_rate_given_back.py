"""A lead given back to marketing is rated at the end by the rep who worked it, though it is no longer hers."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from core.exceptions import BusinessRuleError
from debrief.services.rating import rate_and_report
from leads.choices import RatingMoment
from leads.models import LeadRating
from leads.services.handoff import accept_handoff, hand_off_lead, reject_handoff
from leads.services.qualification import qualify_lead, recycle_lead
from leads.services.work import start_work
from tests.factories.leads import LeadFactory, ReasonFactory

NOON = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
END, GOOD = RatingMoment.END, {"fit": "good", "timing": "good", "data": "good"}
WORDS = {"promise": "Cherche un four", "proof": "Salon", "opener": "Bonjour"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(alice, chloe):
    lead = qualify_lead(LeadFactory(campaign__owner=chloe), by=chloe, now=NOON)
    return accept_handoff(hand_off_lead(lead, by=chloe, to=alice, now=NOON, **WORDS), by=alice, now=NOON).lead


@pytest.fixture
def given_back(accepted, alice):
    return recycle_lead(start_work(accepted, by=alice, now=NOON), by=alice, now=NOON)


def test_its_last_rep_rates_it_at_the_end(given_back, alice):
    rating, _findings = rate_and_report(given_back, by=alice, moment=END, now=NOON, **GOOD)
    assert (rating.moment, rating.by, rating.handoff.to) == ("end", alice, alice)


def test_after_recycling_the_handoff_asks_for_the_rating_and_one_tap_gives_it(accepted, alice, client_of):
    lead, client = start_work(accepted, by=alice, now=NOON), client_of(alice)
    page = client.post(reverse("leads:lead_recycle", args=[lead.pk]), {"until": "2030-01-07"}, follow=True)
    panel = reverse("debrief:lead_rating_panel", args=[lead.pk])
    assert (page.status_code, page.request["PATH_INFO"]) == (
        200,
        reverse("leads:handoff_detail", args=[lead.handoffs.get().pk]),
    )
    assert panel in page.content.decode()
    assert 'value="end"' in client.get(panel).content.decode()
    done = client.post(reverse("debrief:lead_rate", args=[lead.pk]), {"moment": "end", "all_good": "1"}, follow=True)
    assert (done.status_code, LeadRating.objects.get().moment) == (200, "end")


def test_nobody_else_rates_it(given_back, amine, david, client_of, api_of):
    with pytest.raises(BusinessRuleError) as refused:
        rate_and_report(given_back, by=amine, moment=END, now=NOON, **GOOD)
    address = f"/api/v1/leads/{given_back.pk}/rate/"
    assert refused.value.code == "not_owner"
    assert api_of(david).post(address, {"moment": "end"}, format="json").status_code == 404
    assert client_of(amine).get(reverse("debrief:lead_rate", args=[given_back.pk])).status_code == 404
    assert not LeadRating.objects.exists()


def test_a_lead_given_back_before_the_first_contact_is_not_rated(accepted, alice):
    lead = recycle_lead(accepted, by=alice, now=NOON)
    with pytest.raises(BusinessRuleError) as refused:
        rate_and_report(lead, by=alice, moment=END, now=NOON, **GOOD)
    assert (refused.value.code, LeadRating.objects.count()) == ("not_contacted", 0)


def test_a_refused_lead_is_not_rated(chloe, alice):
    lead = qualify_lead(LeadFactory(campaign__owner=chloe), by=chloe, now=NOON)
    sent = hand_off_lead(lead, by=chloe, to=alice, now=NOON, **WORDS)
    reject_handoff(sent, by=alice, reason=ReasonFactory(), now=NOON)
    with pytest.raises(BusinessRuleError) as refused:
        rate_and_report(lead, by=alice, moment=END, now=NOON, **GOOD)
    assert (refused.value.code, LeadRating.objects.count()) == ("not_owner", 0)


def test_the_next_rep_s_rating_leaves_the_first_one_s(given_back, alice, amine, chloe):
    rate_and_report(given_back, by=alice, moment=END, now=NOON, **{**GOOD, "timing": "poor"})
    again = qualify_lead(given_back, by=chloe, now=NOON)
    taken = accept_handoff(hand_off_lead(again, by=chloe, to=amine, now=NOON, **WORDS), by=amine, now=NOON).lead
    rate_and_report(
        start_work(taken, by=amine, now=NOON), by=amine, moment=RatingMoment.FIRST_CONTACT, now=NOON, **GOOD
    )
    back = recycle_lead(taken, by=amine, now=NOON)
    rate_and_report(back, by=amine, moment=END, now=NOON, **GOOD)
    told = LeadRating.objects.filter(moment="end").order_by("pk").values_list("by", "timing")
    assert list(told) == [(alice.pk, "poor"), (amine.pk, "good")]
