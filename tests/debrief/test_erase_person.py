"""An erased person is named nowhere in what the field said; points and counts stay, and nothing brings her back."""

from uuid import uuid4

import pytest
from django.db import connection

from core import clock, personal_data
from core.models import Tombstone
from crm.models import Contact
from crm.services import erasure
from crm.services.contacts import merge_contacts
from debrief.models import Addendum, Finding, VisitContact
from debrief.services.entries import PersonEntry
from debrief.services.verdicts import accept_finding
from tests.factories.debrief import company, contact, filed, opinion, signal, visit

pytestmark = pytest.mark.django_db
WORDS = ("Lise Roy", "lise@roy.test", "XCANARYX")


@pytest.fixture(autouse=True)
def elsewhere(settings, tmp_path):
    settings.APP_DATA_DIR = str(tmp_path)


@pytest.fixture
def lise(alice):
    return contact(alice, company(alice, "Four d’Or"), "Lise Roy", email="lise@roy.test")


def told_of(alice, lise):
    """A day that names her in every place where the field can."""
    about_her = opinion("XCANARYX est ravie", about="", contact=lise)
    hearsay = signal("Un four Miwe", said_by="Lise Roy")
    met = PersonEntry(contact=lise, name=lise.name, email=lise.email)
    return filed(alice, visit(lise.company, about_her, hearsay, people=[met], note="Vu Lise Roy, XCANARYX"))


def everything():
    """All texts of all tables of this floor, as one."""
    tables = [name for name in connection.introspection.table_names() if name.startswith(("debrief_", "crm_contact"))]
    with connection.cursor() as cursor:
        found = []
        for name in tables:
            cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{name}" t')
            found.append(cursor.fetchone()[0] or "")
    return "\n".join(found)


def erase(pk):
    return erasure.erase_subject(pk, reason="request", now=clock.now())


def test_every_floor_that_holds_people_is_asked():
    assert {source.name for source in personal_data.sources()} == {"crm", "leads", "debrief", "incentives"}


def test_no_text_of_the_field_names_her_and_what_counts_stays(alice, chloe, lise):
    debrief = told_of(alice, lise)
    Addendum.objects.create(debrief=debrief, by=alice, text="Lise Roy a rappelé", added_at=clock.now())
    for found in Finding.objects.filter(contact=lise):
        accept_finding(found, by=chloe, now=clock.now())
    assert all(word in everything() for word in WORDS)
    assert erase(lise.pk)["debrief"] > 0
    assert [word for word in WORDS if word in everything()] == []
    assert Finding.objects.count() == 2
    assert VisitContact.objects.filter(visit__debrief=debrief).count() == 1


def test_the_same_debrief_sent_again_is_gone(alice, lise, api_of):
    key, send = str(uuid4()), api_of(alice).post
    day = clock.local_day().isoformat()
    seen = {"company": lise.company_id, "kind": "visit", "state": "done", "contacts": [lise.pk]}
    body = {"work_date": day, "visits": [seen | {"note": "Vue au dépôt, XCANARYX"}]}
    first = send("/api/v1/debriefs/", body, headers={"idempotency-key": key})
    assert first.status_code == 201, first.json()
    erase(lise.pk)
    again = send("/api/v1/debriefs/", body, headers={"idempotency-key": key})
    assert (again.status_code, again.json()["code"]) == (410, "erased")
    assert Tombstone.objects.get().key == key
    assert "XCANARYX" not in everything()


def test_erasing_a_record_that_was_merged_erases_the_person(alice, odile, lise):
    twin = contact(alice, lise.company, "Lise Roy", email="lise.roy@autre.test")
    merge_contacts(twin, lise, by=odile, choices={})
    assert Contact._base_manager.get(pk=lise.pk).merged_into_id == twin.pk
    erase(lise.pk)
    twin.refresh_from_db()
    assert (twin.name, twin.email) == ("—", "")
    assert "Lise Roy" not in everything()
    assert {one.contact_id for one in erasure.read_list()} == {lise.pk, twin.pk}
