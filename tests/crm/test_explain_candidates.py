"""A possible duplicate is explained: what agrees, what speaks against it, and how much each weighs."""

import pytest
from django.utils import translation

from crm.selectors.candidates import company_candidates, contact_candidates
from tests.factories.crm import CompanyFactory, ContactFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def signs(found):
    return {(sign.text, sign.agrees, sign.weight) for sign in found.signs}


def test_a_person_is_explained_field_by_field(alice):
    company = CompanyFactory(owner=alice)
    ContactFactory(company=company, name="Jeanne Martin", email="jeanne@fonderie.test", phone="0612345678")
    (found,) = contact_candidates(
        alice, name="Jeanne Martin", email="j.martin@fonderie.test", phone="06 12 34 56 78", company=company
    )
    assert signs(found) == {
        ("same name", True, "strong"),
        ("another e-mail", False, "strong"),
        ("same phone", True, "proof"),
        ("same company", True, "strong"),
    }


def test_a_phone_alone_never_makes_a_sure_likeness_of_another_name(alice):
    ContactFactory(company=CompanyFactory(owner=alice), name="Jeanne Martin", email="", phone="0478001122")
    found = contact_candidates(alice, name="Paul Durand", phone="04 78 00 11 22")
    assert [one.strong for one in found] in ([], [False])


def test_a_company_is_explained_by_its_numbers_site_and_town(alice):
    CompanyFactory(name="Fonderie Rhône SARL", city="Lyon", siret="73282932000074", owner=alice)
    (found,) = company_candidates(alice, name="Fonderie Rhône", siret="73282932000074", city="Bron")
    assert {("same SIRET", True, "proof"), ("same name", True, "strong"), ("another town", False, "weak")} <= signs(
        found
    )
