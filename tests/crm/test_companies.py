"""Companies are created and changed with the provenance of each value."""

import pytest
from django.core.exceptions import ValidationError

from crm.choices import Channel
from crm.models import Company, FieldChange
from crm.services.changes import FieldConflict
from crm.services.companies import create_company, update_company
from tests.factories.crm import CompanyFactory

pytestmark = pytest.mark.django_db


def test_a_company_is_kept_in_its_normal_form(alice):
    company = create_company(
        by=alice,
        name="  Société   Dupont & Fils S.A.R.L. ",
        owner=alice,
        siret="732 829 320 00074",
        phone="04 78 00 11 22",
        website="www.Dupont.fr/accueil",
    )
    company.refresh_from_db()
    assert company.name == "Société Dupont & Fils S.A.R.L."
    assert (company.siren, company.siret) == ("732829320", "73282932000074")
    assert company.phone == "+33478001122"
    assert (company.website, company.domain) == ("https://www.Dupont.fr/accueil", "dupont.fr")
    assert company.name_key == "dupont fils"
    assert "societe dupont & fils s.a.r.l." in company.search_document


def test_each_value_of_a_new_company_says_where_it_comes_from(alice):
    company = create_company(by=alice, name="Fonderie Rhône", city="Lyon", owner=alice, channel=Channel.API)
    rows = FieldChange.objects.of(company).order_by("field").values_list("field", "old", "new", "channel", "written_by")
    assert list(rows) == [
        ("city", "", "Lyon", "api", alice.pk),
        ("name", "", "Fonderie Rhône", "api", alice.pk),
        ("owner", "", str(alice.pk), "api", alice.pk),
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("siren", "123456789"),
        ("siret", "73282932000075"),
        ("phone", "12"),
        ("website", "pas une adresse"),
        ("revenue", "-1"),
    ],
)
def test_a_value_that_cannot_be_is_refused_on_its_field_and_nothing_is_written(alice, field, value):
    with pytest.raises(ValidationError) as refusal:
        create_company(by=alice, name="Fonderie", **{field: value})
    assert list(refusal.value.message_dict) == [field]
    assert not Company.objects.exists()


def test_two_companies_never_share_a_siret(alice):
    create_company(by=alice, name="Un", siret="73282932000074")
    with pytest.raises(ValidationError):
        create_company(by=alice, name="Deux", siret="73282932000074")
    assert Company.objects.count() == 1


def test_a_change_is_written_over_what_was_shown(alice):
    company = CompanyFactory(city="Lyon", owner=alice)
    update_company(company, by=alice, changes={"city": "Villeurbanne", "employees": "120"}, expected={"city": "Lyon"})
    company.refresh_from_db()
    assert (company.city, company.employees) == ("Villeurbanne", 120)


def test_a_change_made_on_an_old_page_is_a_conflict_and_nothing_is_written(alice):
    company = CompanyFactory(city="Lyon", owner=alice)
    update_company(company, by=alice, changes={"city": "Grenoble"})
    with pytest.raises(FieldConflict) as refusal:
        update_company(company, by=alice, changes={"sector": "fonderie", "city": "Valence"}, expected={"city": "Lyon"})
    assert refusal.value.fields == {"field": "city", "stored": "Grenoble", "proposed": "Valence"}
    company.refresh_from_db()
    assert (company.city, company.sector) == ("Grenoble", "")


def test_a_new_name_is_found_at_once_for_the_company_and_its_people(alice):
    from tests.factories.crm import ContactFactory

    company = CompanyFactory(name="Ancien nom", owner=alice)
    contact = ContactFactory(company=company, name="Zoé Éluard")
    update_company(company, by=alice, changes={"name": "Nouvelle Œuvre"})
    assert list(Company.objects.matching("OEUVRE nouvelle")) == [company]
    contact.refresh_from_db()
    assert "nouvelle oeuvre" in contact.search_document
