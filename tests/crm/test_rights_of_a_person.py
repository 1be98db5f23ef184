"""A person objects, or is erased: the CRM, its pages and what comes in later respect it."""

import pytest
from django.urls import reverse

from core.exceptions import AlreadyDone
from core.models import AuditEntry
from crm.models import Contact, FieldChange, Suppression
from crm.services import erasure
from crm.services.objections import record_objection
from tests.factories.accounts import OperationsFactory
from tests.factories.crm import ContactFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lise(alice):
    return ContactFactory(name="Lise Roy", email="lise@roy.test", phone="0612345678", company__owner=alice)


@pytest.fixture(autouse=True)
def elsewhere(settings, tmp_path):
    settings.APP_DATA_DIR = str(tmp_path)


def test_an_objection_to_any_contact_closes_both_ways(alice, lise):
    record_objection(lise, by=alice, to="everything")
    assert (lise.email_opt_out, lise.phone_opt_out) == (True, True)
    assert lise.objected_at is not None
    assert not Contact.objects.reachable_by_email().filter(pk=lise.pk).exists()
    assert FieldChange.objects.of(lise).filter(field="email_opt_out", new="True", written_by=alice).exists()


def test_an_objection_to_emails_leaves_the_phone(alice, lise):
    record_objection(lise, by=alice, to="email")
    assert (lise.email_opt_out, lise.phone_opt_out, lise.objected_at) == (True, False, None)
    with pytest.raises(AlreadyDone):
        record_objection(lise, by=alice, to="email")
    assert AuditEntry.objects.filter(action="contact.objected").count() == 1


def test_the_page_records_an_objection(alice, lise, client_of):
    client = client_of(alice)
    here = reverse("crm:contact_object", args=[lise.pk])
    assert client.post(here, {"to": "letters"}).status_code == 422
    assert client.post(here, {"to": "phone"}).headers["Location"] == lise.get_absolute_url()
    lise.refresh_from_db()
    assert (lise.email_opt_out, lise.phone_opt_out) == (False, True)


def test_operations_erase_a_person_with_a_reason(lise, client_of):
    client, here = client_of(OperationsFactory()), reverse("crm:contact_erase", args=[lise.pk])
    assert client.post(here, {"reason": "request"}).status_code == 422
    lise.refresh_from_db()
    assert lise.name == "Lise Roy"
    assert client.post(here, {"reason": "request", "sure": "on"}).headers["Location"] == lise.get_absolute_url()
    lise.refresh_from_db()
    assert (lise.name, lise.email, lise.phone) == ("—", "", "")
    assert Suppression.objects.count() == 2
    assert [one.contact_id for one in erasure.read_list()] == [lise.pk]
    client.post(here, {"reason": "request", "sure": "on"})
    assert AuditEntry.objects.filter(action="contact.erased").count() == 1
