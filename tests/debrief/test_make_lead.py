"""Somebody met on a visit becomes a lead: once, with the visit's touch, and nobody new in the CRM."""

import pytest
from django.urls import reverse

from core.exceptions import BusinessRuleError
from crm.models import Contact
from debrief.models import Visit
from debrief.services.entries import PersonEntry
from debrief.services.prospecting import make_lead
from leads.models import Lead, Touchpoint
from tests.factories.debrief import company, contact, filed, visit
from tests.factories.leads import CampaignFactory


@pytest.fixture
def met(alice):
    where = company(alice)
    who = contact(alice, where, email="camille@roy.test")
    debrief = filed(alice, visit(where, people=[PersonEntry(contact=who)]))
    return Visit.objects.get(debrief=debrief)


def test_the_person_met_is_a_lead_of_the_visit(met, alice):
    lead, created = make_lead(met, by=alice, person=met.met.get())
    met.refresh_from_db()
    assert (created, met.lead, lead.channel, lead.captured_by) == (True, lead, "debrief", alice)
    assert (lead.contact, lead.company) == (met.met.get().contact, met.company)
    assert Contact.objects.count() == 1


def test_a_visit_has_one_lead(met, alice):
    make_lead(met, by=alice, person=met.met.get())
    with pytest.raises(BusinessRuleError) as refused:
        make_lead(met, by=alice, person=met.met.get())
    assert (refused.value.code, Lead.objects.count()) == ("lead_exists", 1)


def test_somebody_already_in_the_campaign_is_touched_again(met, alice, chloe):
    campaign = CampaignFactory(owner=chloe)
    known = Lead.objects.create(
        campaign=campaign, name="Camille Roy", email="camille@roy.test", captured_at="2026-01-01T00:00Z"
    )  # fmt: skip
    lead, created = make_lead(met, by=alice, person=met.met.get(), campaign=campaign)
    assert (lead, created) == (known, False)
    assert Touchpoint.objects.filter(lead=known, kind="visit", source="campaign").count() == 1


def test_somebody_who_cannot_be_reached_is_no_lead(met, alice):
    Contact.objects.update(email="", phone="")
    with pytest.raises(BusinessRuleError) as refused:
        make_lead(met, by=alice, person=met.met.get())
    assert (refused.value.code, Lead.objects.count()) == ("unreachable", 0)


def test_the_page_makes_the_lead_and_another_rep_finds_nothing(met, alice, david, client_of):
    address = reverse("debrief:visit_lead", args=[met.pk])
    assert client_of(david).get(address).status_code == 404
    assert client_of(alice).get(address).status_code == 200
    client_of(alice).post(address, {"person": met.met.get().pk, "message": "Cherche un four"})
    assert Lead.objects.get().message == "Cherche un four"


def test_the_api_makes_it_too(met, alice, api_of):
    answer = api_of(alice).post(f"/api/v1/visits/{met.pk}/make-lead/", {"person": met.met.get().pk}, format="json")
    assert (answer.status_code, answer.json()["created"]) == (201, True)
    assert api_of(alice).post(f"/api/v1/visits/{met.pk}/make-lead/", {}, format="json").status_code == 422
