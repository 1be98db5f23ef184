"""People enter the CRM knowingly, are found by strong keys, and can leave it."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from core.exceptions import AlreadyDone, BusinessRuleError
from crm.models import Contact, FieldChange, Suppression
from crm.services.contacts import anonymise_contact, create_contact, find_contact, record_inbound, upsert_contact
from tests.factories.crm import ActivityFactory, CompanyFactory, ContactFactory

pytestmark = pytest.mark.django_db
MET = {"how_acquired": "met", "acquired_on": date(2026, 3, 2)}


def test_a_person_not_told_has_a_date_to_be_informed(alice):
    contact = ContactFactory(by=alice, email=" Jeanne.MARTIN+pro@Fonderie.test ", phone="06 12 34 56 78", **MET)
    assert (contact.email, contact.phone) == ("jeanne.martin+pro@fonderie.test", "+33612345678")
    assert contact.notice_due_on == date(2026, 4, 1)
    told = ContactFactory(by=alice, told_source=True, **MET)
    assert (told.notice_due_on, told.told_at_collection) == (date(2026, 3, 2), True)


def test_a_person_is_found_by_mail_mobile_or_name_at_the_company(alice):
    home, elsewhere = CompanyFactory(owner=alice), CompanyFactory(owner=alice)
    jean = ContactFactory(company=home, name="Jean Dupré", email="jean@home.test", phone="06 12 34 56 78")
    ContactFactory(company=elsewhere, name="Jean Dupré", email="jd@else.test", phone="04 78 00 11 22")
    assert find_contact(company=elsewhere, email="JEAN@home.test") == jean
    assert find_contact(company=home, phone="+33 6 12 34 56 78") == jean
    assert find_contact(company=home, name="jean DUPRE") == jean
    assert find_contact(company=home, phone="04 78 00 11 22") is None
    assert find_contact(company=None, name="Jean Dupré") is None


def test_known_people_are_completed_never_replaced(alice):
    company = CompanyFactory(owner=alice)
    known = ContactFactory(company=company, name="Lise Roy", email="lise@roy.test", role="Acheteuse")
    found, created = upsert_contact(
        by=alice, company=company, name="Lise Roy", email="lise@roy.test", phone="0612345678", role="Directrice", **MET
    )
    assert (found, created) == (known, False)
    found.refresh_from_db()
    assert (found.phone, found.role) == ("+33612345678", "Acheteuse")
    assert Contact.objects.count() == 1


def test_the_same_person_is_not_entered_twice(alice):
    contact = ContactFactory(name="Lise Roy", email="lise@roy.test")
    with pytest.raises(BusinessRuleError) as refusal:
        create_contact(by=alice, company=contact.company, name="lise ROY", email="Lise@roy.test", **MET)
    assert refusal.value.code == "contact_exists"
    assert Contact.objects.count() == 1


def test_a_job_title_says_nothing_of_the_person(alice):
    with pytest.raises(ValidationError) as refusal:
        ContactFactory(role="acheteuse, en arrêt maladie")
    assert "role" in refusal.value.message_dict
    assert not Contact.objects.exists()


def test_the_last_contact_coming_from_the_person_never_goes_back(alice):
    contact = ContactFactory()
    late, early = datetime(2026, 5, 2, 8, tzinfo=UTC), datetime(2026, 4, 2, 8, tzinfo=UTC)
    record_inbound(contact, late)
    record_inbound(contact, early)
    contact.refresh_from_db()
    assert contact.last_inbound_at == late


def test_an_erased_person_is_nowhere_and_cannot_come_back(odile):
    contact = ContactFactory(name="Zoé Éluard", email="zoe@eluard.test", phone="0612345678", role="Acheteuse")
    ActivityFactory(
        by=odile, company=contact.company, contact=contact, text="Zoé rappelle lundi.", at=datetime.now(UTC)
    )
    anonymise_contact(contact, by=odile, reason="request")
    contact.refresh_from_db()
    assert (contact.name, contact.email, contact.phone, contact.role) == ("—", "", "", "")
    assert contact.search_document == contact.surname_key == ""
    assert set(FieldChange.objects.filter(object_kind="contact").values_list("old", "new")) == {("", "")}
    assert contact.activities.get().text == ""
    assert Suppression.objects.count() == 2
    with pytest.raises(BusinessRuleError) as refusal:
        ContactFactory(company=contact.company, name="Z. Éluard", email="ZOE@eluard.test")
    assert refusal.value.code == "suppressed"
    with pytest.raises(AlreadyDone):
        anonymise_contact(contact, by=odile, reason="again")
