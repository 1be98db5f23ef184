"""One box finds companies, people and deals, without accents, and tells little of what is out of reach."""

import pytest
from django.urls import reverse

from crm.models import Company
from crm.selectors.candidates import company_candidates, contact_candidates
from tests.factories.crm import CompanyFactory, ContactFactory, OpportunityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def near(alice):
    company = CompanyFactory(name="Fonderie du Rhône", city="Givors", owner=alice, siret="73282932000074")
    ContactFactory(company=company, name="Élodie Lefèvre", email="elodie@rhone.test", role="Directrice")
    OpportunityFactory(company=company, owner=alice, name="Four à sole")
    return company


@pytest.fixture
def far(david):
    company = CompanyFactory(name="Fonderie du Var", city="Toulon", owner=david)
    ContactFactory(company=company, name="Élodie Lefebvre", email="e.lefebvre@var.test", role="Comptable")
    return company


def labels(response):
    return [(hit.label, hit.hint, bool(hit.url)) for group in response.context["groups"] for hit in group.hits]


@pytest.mark.parametrize("text", ["fonderie RHONE", "rhône", "732829320", "givors fonderie"])
def test_a_company_is_found_by_any_of_its_words(near, alice, client_of, text):
    response = client_of(alice).get(reverse("crm:search"), {"q": text})
    assert ("Fonderie du Rhône", "Givors", True) in labels(response)


def test_a_misspelt_name_is_found(near, alice, client_of):
    assert ("Fonderie du Rhône", "Givors", True) in labels(
        client_of(alice).get(reverse("crm:search"), {"q": "fondrie"})
    )


def test_a_misspelt_person_is_found_by_the_sound_of_her_name(near, alice, client_of):
    told = labels(client_of(alice).get(reverse("crm:search"), {"q": "Élodie Lefèbvre"}))
    assert told == [("Élodie Lefèvre", "Directrice · Fonderie du Rhône", True)]
    assert labels(client_of(alice).get(reverse("crm:search"), {"q": "lefaivre"})) == told


def test_a_likeness_is_looked_for_only_when_nothing_was_found(near, far, alice, client_of):
    CompanyFactory(name="Fondrie Martin", city="Lyon", owner=alice)
    response = client_of(alice).get(reverse("crm:search"), {"q": "fondrie"})
    assert [label for label, _hint, _mine in labels(response)] == ["Fondrie Martin"]


def test_somebody_of_this_very_name_comes_first(near, alice, client_of):
    mill = CompanyFactory(name="Lefèvre et fils", owner=alice)
    ContactFactory(company=mill, name="Élodie Ancel", role="")
    for text in ("elodie lefevre", "Lefèvre Élodie"):
        hits = labels(client_of(alice).get(reverse("crm:search"), {"q": text}))
        people = [label for label, _hint, _mine in hits if label.startswith("Élodie")]
        assert people == ["Élodie Lefèvre", "Élodie Ancel"]


def test_a_name_that_is_not_finished_comes_before_those_that_hold_its_words(near, alice, client_of):
    for name in ("Zoé Lefébure", "Élodie Lefranc", "Élodie Martin", "Anne Élodie Lefort"):
        ContactFactory(company=near, name=name, email="", role="")
    hits = labels(client_of(alice).get(reverse("crm:search"), {"q": "elodie  LEF"}))
    people = [label for label, hint, _link in hits if "Fonderie du Rhône" in hint]
    assert people == ["Élodie Lefèvre", "Élodie Lefranc", "Anne Élodie Lefort"]


def test_two_letters_are_the_beginning_of_a_word(near, alice, client_of):
    assert "Fonderie du Rhône" in [
        label for label, *_ in labels(client_of(alice).get(reverse("crm:search"), {"q": "rh"}))
    ]
    assert labels(client_of(alice).get(reverse("crm:search"), {"q": "hô"})) == []


def test_out_of_scope_only_name_town_and_team_show(near, far, alice, client_of):
    response = client_of(alice).get(reverse("crm:search"), {"q": "elodie"})
    assert labels(response) == [
        ("Élodie Lefèvre", "Directrice · Fonderie du Rhône", True),
        ("Élodie Lefebvre", "Toulon · Sud", False),
    ]
    text = response.content.decode()
    assert "Comptable" not in text
    assert "e.lefebvre@var.test" not in text


def test_the_palette_gets_links_only(near, far, alice, client_of):
    response = client_of(alice).get(reverse("crm:search"), {"q": "fonderie"}, headers={"HX-Target": "palette-server"})
    text = response.content.decode()
    assert near.get_absolute_url() in text
    assert "<html" not in text
    assert "Var" not in text


def test_one_letter_finds_nothing(near, alice, client_of):
    assert labels(client_of(alice).get(reverse("crm:search"), {"q": "f"})) == []


def test_a_person_typed_again_is_proposed_with_the_reasons(near, far, alice):
    found = contact_candidates(alice, name="Elodie LEFEVRE", email="ELODIE@rhone.test")
    assert [(one.name, one.strong, one.visible) for one in found][0] == ("Élodie Lefèvre", True, True)
    alike = contact_candidates(alice, name="Elodie Lefebvre", email="e.lefebvre@var.test")
    assert [(one.name, one.town, one.team, one.detail, one.url) for one in alike][0] == (
        "Élodie Lefebvre", "Toulon", "Sud", "", "",
    )  # fmt: skip


def test_a_company_typed_again_is_proposed(near, alice):
    (found,) = company_candidates(alice, name="S.A.R.L. FONDERIE RHONE", city="givors")
    assert (found.pk, found.strong, found.visible) == (near.pk, False, True)
    (same,) = company_candidates(alice, name="Autre nom", siret="732 829 320 00074")
    assert (same.pk, same.strong) == (near.pk, True)
    assert company_candidates(alice, name="Boulangerie Martin") == []


def test_what_looks_alike_shows_while_typing(near, alice, client_of):
    response = client_of(alice).get(reverse("crm:company_candidates"), {"name": "fonderie du rhone"})
    assert near.get_absolute_url() in response.content.decode()


def test_words_may_stand_in_any_order(near, odile):
    assert list(Company.objects.visible_to(odile).matching("Rhone fonderie")) == [near]
