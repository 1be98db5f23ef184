"""A lead enters once, with its first touch."""

import pytest
from django.core.exceptions import ValidationError

from core.exceptions import BusinessRuleError
from leads.choices import LeadState
from leads.models import Lead, Touchpoint
from leads.services.campaigns import close_campaign
from leads.services.intake import capture_lead, merge_leads, record_touchpoint, withdraw_touchpoint


def test_a_captured_lead_is_new_and_touched_by_its_campaign(lead, campaign):
    touch = Touchpoint.objects.get()
    assert (lead.state, touch.kind, touch.campaign, touch.lead) == (LeadState.NEW, "form", campaign, lead)
    assert [row.to_state for row in lead.transitions.all()] == [LeadState.NEW]


def test_the_same_address_in_the_same_campaign_is_one_lead_whose_gaps_are_filled(lead, campaign, chloe, noon):
    again, created = capture_lead(
        by=chloe, campaign=campaign, name="M. Aubry", email="MARC@Aubry.test ", phone="06 12 34 56 78", now=noon
    )
    assert (again.pk, created, again.name, again.phone) == (lead.pk, False, "Marc Aubry", "+33612345678")
    assert Lead.objects.count() == 1


def test_coming_back_the_same_day_is_one_more_touch_however_often(lead, campaign, chloe, noon):
    for _time in range(3):
        capture_lead(by=chloe, campaign=campaign, name="Marc Aubry", email="marc@aubry.test", now=noon)
    assert Touchpoint.objects.count() == 2


def test_a_closed_campaign_takes_no_lead(campaign, chloe, noon):
    close_campaign(campaign, by=chloe)
    campaign.refresh_from_db()
    with pytest.raises(BusinessRuleError) as refused:
        capture_lead(by=chloe, campaign=campaign, name="Ana", email="ana@example.test", now=noon)
    assert refused.value.code == "campaign_closed"
    assert not Lead.objects.exists()


def test_an_unreadable_address_is_refused_and_nothing_is_written(campaign, chloe, noon):
    with pytest.raises(ValidationError):
        capture_lead(by=chloe, campaign=campaign, name="Ana", email="ana(at)example", now=noon)
    assert not Lead.objects.exists()


def test_a_touch_is_recorded_once_and_can_be_withdrawn_and_given_back(lead, campaign, noon):
    touch = {"kind": "click", "source": "campaign", "external_key": "mail:7", "at": noon, "campaign": campaign}
    record_touchpoint(**touch, lead=lead)
    record_touchpoint(**touch, lead=lead)
    assert Touchpoint.objects.filter(external_key="mail:7").count() == 1
    assert withdraw_touchpoint("mail:7", now=noon) is True
    assert Touchpoint.objects.live().filter(external_key="mail:7").count() == 0
    record_touchpoint(**touch, lead=lead)
    assert Touchpoint.objects.live().filter(external_key="mail:7").count() == 1


def test_merging_moves_the_touches_and_leaves_a_tombstone(lead, chloe, noon):
    other, _created = capture_lead(by=chloe, campaign=None, name="Aubry", email="", phone="0612345678", now=noon)
    record_touchpoint(kind="call", source="sales", external_key="call:1", at=noon, lead=other)
    kept = merge_leads(lead, other, by=chloe, now=noon)
    other.refresh_from_db()
    assert (other.state, other.merged_into, kept.phone) == (LeadState.MERGED, lead, "+33612345678")
    assert Touchpoint.objects.get(external_key="call:1").lead == lead
