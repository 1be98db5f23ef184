"""The proposals of a note on the visit page: without JavaScript, kept or dropped one by one; nothing by itself."""

import re
from uuid import uuid4

import pytest
import time_machine
from rest_framework.test import APIClient

from crm.models import Competitor
from debrief.models import Finding, Visit, VisitContact
from tests.debrief.test_pages import USUAL
from tests.factories.debrief import DAY, EVENING, VisitEntry, company, contact, told

pytestmark = pytest.mark.django_db
NOTE = "Vu Paul Girard, gérant. Panitech propose le four à 9 500 €. Rappeler jeudi."


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(EVENING, tick=False):
        yield


@pytest.fixture
def planned(alice):
    Competitor.objects.create(name="Panitech", aliases="Panitec")
    where = company(alice, "Boulangerie Martin")
    contact(alice, where, "Camille Roy")
    return told(alice, VisitEntry(company=where, state="planned")).visits.get()


def inputs(page):
    """The fields of the page as a browser would send them."""
    sent = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name = re.search(r'name="([^"]*)"', tag)
        kind = re.search(r'type="([^"]*)"', tag)
        if name and not (kind and kind[1] in {"radio", "checkbox"} and " checked" not in tag):
            value = re.search(r'value="([^"]*)"', tag)
            sent[name[1]] = value[1] if value else ""
    return sent


def ask(client, visit, note=NOTE):
    return client.post(f"/visits/{visit.pk}/", USUAL | {"note": note, "propose": "read"})


def test_a_note_is_read_and_nothing_is_written(planned, alice, client_of):
    answer = ask(client_of(alice), planned)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count("data-proposal") == 4
    assert "Paul Girard · gérant" in page
    assert "12400" in page  # what was typed is still there
    assert not Finding.objects.exists()
    assert not VisitContact.objects.exists()
    assert Visit.objects.get().state == "planned"


def test_what_is_kept_is_saved_and_what_is_dropped_is_not(planned, alice, client_of):
    client = client_of(alice)
    sent = inputs(ask(client, planned).content.decode())
    whats = {sent[f"notes-{n}-what"]: n for n in range(4)}
    chosen = {f"notes-{whats['person']}-choice": "keep", f"notes-{whats['price']}-choice": "keep"}
    chosen |= {f"notes-{whats['competitor']}-choice": "drop"}
    body = USUAL | {key: value for key, value in sent.items() if key.startswith("notes-")} | chosen
    answer = client.post(f"/visits/{planned.pk}/", body | {"note": NOTE, "client_id": str(uuid4())})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert [(m.name, m.role) for m in VisitContact.objects.all()] == [("Paul Girard", "gérant")]
    learnt = Finding.objects.get()
    assert (learnt.topic, str(learnt.amount)) == ("price", "9500.00")
    assert str(Visit.objects.get().next_step_on) == "2026-03-11"  # the step of the form, not the one left undecided


def test_what_is_kept_can_be_looked_at_before_saving(planned, alice, client_of):
    client = client_of(alice)
    sent = inputs(ask(client, planned).content.decode())
    body = USUAL | {key: value for key, value in sent.items() if key.startswith("notes-")}
    answer = client.post(f"/visits/{planned.pk}/", body | {"notes-0-choice": "change", "note": NOTE, "propose": "keep"})
    assert 'value="Paul Girard"' in answer.content.decode()
    assert not VisitContact.objects.exists()


def test_somebody_the_crm_holds_is_only_ticked(planned, alice, client_of):
    client = client_of(alice)
    sent = inputs(ask(client, planned, "Vu Camille Roy, rien à signaler").content.decode())
    assert sent["notes-0-contact"] == str(planned.company.contacts.get().pk)
    body = USUAL | {key: value for key, value in sent.items() if key.startswith("notes-")}
    client.post(f"/visits/{planned.pk}/", body | {"notes-0-choice": "keep", "client_id": str(uuid4())})
    assert VisitContact.objects.get().contact.name == "Camille Roy"


def test_words_that_may_not_be_kept_are_not_proposed(planned, alice, client_of):
    page = ask(client_of(alice), planned, "Trouve le four lent, client alcoolique.").content.decode()
    assert "data-proposal" not in page
    assert "Certains mots" in page


def test_from_my_day_the_company_named_comes_first(planned, alice, client_of):
    other = company(alice, "Hôtel du Parc")
    answer = client_of(alice).post("/visits/note/", {"note": "Hôtel du Parc cherche un four", "work_date": str(DAY)})
    page = answer.content.decode()
    assert f"company={other.pk}" in page
    assert page.index("Boulangerie Martin") < page.index("Hôtel du Parc</span>")
    assert client_of(alice).post("/visits/note/", {"note": " ", "work_date": str(DAY)}).status_code == 422


def test_a_company_out_of_sight_is_not_named(planned, alice, david, client_of):
    company(david, "Clinique Saint-Jean")
    answer = client_of(alice).post("/visits/note/", {"note": "Vu la Clinique Saint-Jean", "work_date": str(DAY)})
    assert "company=" not in answer.content.decode()


def test_a_visit_saved_with_its_note_unread_says_so_on_my_day(planned, alice, client_of):
    client = client_of(alice)
    client.post(f"/visits/{planned.pk}/", USUAL | {"note": NOTE, "client_id": str(uuid4())})
    assert f"/visits/{planned.pk}/?note=read" in client.get("/today/").content.decode()
    client.post(f"/visits/{planned.pk}/", USUAL | {"note": NOTE, "note_read": "True", "client_id": str(uuid4())})
    assert "?note=read" not in client.get("/today/").content.decode()


def test_the_api_proposes_the_same(planned, alice):
    client = APIClient()
    client.force_authenticate(alice)
    body = {"note": NOTE, "work_date": str(DAY), "company": planned.company_id}
    found = client.post("/api/v1/visits/note/", body, format="json").json()
    assert [row["what"] for row in found["proposals"]] == ["person", "price", "competitor", "next_step"]
    assert (found["proposals"][1]["amount"], found["proposals"][3]["on_date"]) == ("9500.00", "2026-03-12")
