"""One click away from each value: who heard it and where, who integrated it, when, and what stood before."""

import pytest

from core import clock
from crm.models import Contact
from debrief.services.verdicts import accept_finding
from tests.factories.debrief import company, correction, filed, finding, findings, person, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def where(alice):
    return company(alice, "Fournil", city="Lyon")


def test_a_corrected_field_says_who_heard_it_where_and_what_stood_before(alice, chloe, where, client_of, api_of):
    accept_finding(finding(alice, correction("city", "Bron", said_by="le gérant"), where), by=chloe)
    client = client_of(chloe)
    page = client.get(f"/companies/{where.pk}/").content.decode()
    for text in ("entendu par Alice Aubert", "écrit par Chloé Carré", "avant\u00a0: Lyon"):
        assert text in page
    origin = client.get(f"/debriefs/panels/origins/companies/{where.pk}/?field=city").content.decode()
    for text in ("Bron", "Fournil", "Alice Aubert", "le gérant", "Chloé Carré", "Lyon"):
        assert text in origin
    assert (
        f"/debriefs/panels/origins/companies/{where.pk}/?field=city"
        in client.get(f"/companies/{where.pk}/history/?field=city").content.decode()
    )
    rows = api_of(chloe).get(f"/api/v1/companies/{where.pk}/provenance/?field=city").json()
    assert [(row["old"], row["new"], row["channel"]) for row in rows] == [
        ("Lyon", "Bron", "debrief"),
        ("", "Lyon", "page"),
    ]
    assert (rows[0]["heard_from"], rows[0]["written_by"]) == (alice.pk, chloe.pk)


def test_every_filled_field_of_a_person_heard_in_the_field_has_its_origin(alice, chloe, where, client_of, api_of):
    met = person("Paul Girard", phone="06 12 34 56 78", role="Chef")
    day = filed(alice, visit(where, people=[met]), day=clock.local_day(), now=clock.now())
    accept_finding(findings(day)[0], by=chloe)
    contact = Contact.objects.get()
    fields = {row["field"] for row in api_of(chloe).get(f"/api/v1/contacts/{contact.pk}/provenance/").json()}
    assert {"name", "phone", "role", "company", "how_acquired"} <= fields
    origin = client_of(chloe).get(f"/debriefs/panels/origins/contacts/{contact.pk}/?field=phone").content.decode()
    assert "Alice Aubert" in origin
    assert "Fournil" in origin


def test_provenance_stops_at_the_scope(david, where, api_of, client_of):
    assert api_of(david).get(f"/api/v1/companies/{where.pk}/provenance/").status_code == 404
    assert client_of(david).get(f"/debriefs/panels/origins/companies/{where.pk}/").status_code == 404
