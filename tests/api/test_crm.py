"""The CRM by the API: the same scope, the same services, the same refusals."""

from decimal import Decimal

import pytest
from django.urls import reverse

from crm.models import Company, Contact, Opportunity
from tests.factories.crm import CompanyFactory, ContactFactory, OpportunityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(alice):
    return CompanyFactory(name="Fonderie du Rhône", owner=alice, city="Lyon")


def test_one_reads_ones_own_scope(company, alice, david, chloe, api_of):
    url, one = reverse("api:company_list"), reverse("api:company_detail", args=[company.pk])
    assert [row["id"] for row in api_of(alice).get(url).json()["results"]] == [company.pk]
    assert api_of(david).get(url).json()["results"] == []
    assert api_of(david).get(one).status_code == 404
    assert api_of(chloe).get(one).json()["name"] == "Fonderie du Rhône"


def test_a_company_is_created_and_changed(alice, api_of):
    api = api_of(alice)
    made = api.post(reverse("api:company_create"), {"name": "Neuve SARL", "siret": "732 829 320 00074"}, format="json")
    assert made.status_code == 201
    assert (made.json()["siret"], made.json()["siren"]) == ("73282932000074", "732829320")
    url = reverse("api:company_update", args=[made.json()["id"]])
    assert api.post(url, {"city": "Vienne"}, format="json").json()["city"] == "Vienne"


def test_a_wrong_value_is_422_on_its_field(alice, api_of):
    refused = api_of(alice).post(reverse("api:company_create"), {"name": "X", "siren": "1"}, format="json")
    assert refused.status_code == 422
    assert list(refused.json()["fields"]) == ["siren"]
    assert not Company.objects.exists()


def test_whoever_may_not_write_is_403(company, diane, chloe, api_of):
    for person in (diane, chloe):
        assert api_of(person).post(reverse("api:company_create"), {"name": "X"}, format="json").status_code == 403
    assert Company.objects.count() == 1


def test_a_contact_is_entered_once_and_in_scope(company, alice, david, api_of):
    body = {"company": company.pk, "name": "Lise Roy", "email": "lise@roy.test", "how_acquired": "met"}
    body["acquired_on"] = "2026-03-02"
    url = reverse("api:contact_create")
    assert api_of(alice).post(url, body, format="json").status_code == 201
    twice = api_of(alice).post(url, body, format="json")
    assert (twice.status_code, twice.json()["code"]) == (409, "contact_exists")
    assert api_of(david).post(url, body, format="json").status_code == 422
    assert Contact.objects.count() == 1


def test_a_deal_is_opened_won_and_reopened(company, alice, api_of):
    api, contact = api_of(alice), ContactFactory(company=company)
    body = {"company": company.pk, "name": "Four", "amount": "5000.00", "contacts": [contact.pk]}
    made = api.post(reverse("api:opportunity_create"), body, format="json").json()
    assert (made["state"], made["contacts"], made["owner"]) == ("open", [contact.pk], alice.pk)
    won = api.post(reverse("api:opportunity_win", args=[made["id"]]), {"amount": "4800.00"}, format="json")
    assert (won.status_code, won.json()["state"], won.json()["amount"]) == (200, "won", "4800.00")
    again = api.post(reverse("api:opportunity_win", args=[made["id"]]), {"amount": "1.00"}, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "transition_not_allowed")
    reopened = api.post(reverse("api:opportunity_reopen", args=[made["id"]]), {"reason": "Erreur"}, format="json")
    assert reopened.json()["state"] == "open"


def test_a_deal_lost_needs_its_reason(company, alice, api_of):
    deal = OpportunityFactory(company=company, owner=alice)
    url = reverse("api:opportunity_lose", args=[deal.pk])
    assert api_of(alice).post(url, {}, format="json").status_code == 422
    assert api_of(alice).post(url, {"reason": "price"}, format="json").json()["loss_reason"] == "price"
    assert Opportunity.objects.get().amount == Decimal("5000.00")


def test_merging_is_for_marketing_and_operations(company, alice, chloe, api_of):
    other = CompanyFactory(name="Fonderie Rhône", owner=alice)
    url, body = reverse("api:company_merge", args=[company.pk]), {"lose": other.pk, "choices": {}}
    assert api_of(alice).post(url, body, format="json").status_code == 403
    assert api_of(chloe).post(url, body, format="json").status_code == 200
    other.refresh_from_db()
    assert other.merged_into_id == company.pk


def test_a_remark_on_a_person_is_refused(company, alice, api_of):
    url = reverse("api:activity_log")
    body = {"company": company.pk, "kind": "note", "text": "Le gérant est alcoolique"}
    refused = api_of(alice).post(url, body, format="json")
    assert (refused.status_code, list(refused.json()["fields"])) == (422, ["text"])
    assert api_of(alice).post(url, body | {"text": "Devis demandé"}, format="json").status_code == 201
