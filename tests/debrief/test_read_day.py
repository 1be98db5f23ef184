"""Looking at the day writes nothing; telling it does."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from debrief.models import Debrief, Visit
from tests.factories.debrief import DAY, EVENING, PersonEntry, company, contact, filed, visit
from tests.house.world import counted_tables, written

pytestmark = pytest.mark.django_db
USUAL = {
    "people-TOTAL_FORMS": "0",
    "people-INITIAL_FORMS": "0",
    "findings-TOTAL_FORMS": "0",
    "findings-INITIAL_FORMS": "0",
    "kind": "visit",
    "result": "follow_up",
    "next_step": "nothing",
    "nobody_met": "on",
}


@pytest.fixture
def promise(alice):
    """A call promised for the day at a company Alice knows: the visit that promised it."""
    where = company(alice, "Fournil d’Anna")
    entry = visit(where, people=[PersonEntry(contact=contact(alice, where))], next_step="call", next_step_on=DAY)
    return filed(alice, entry, day=DAY - timedelta(days=1), now=EVENING - timedelta(days=1)).visits.get()


@pytest.fixture(autouse=True)
def evening(promise):
    with time_machine.travel(EVENING, tick=False):
        yield


def test_reading_the_day_again_and_again_writes_nothing(alice, promise, client_of):
    client = client_of(alice)
    key = f"visit:{promise.pk}"
    before = written(counted_tables())
    for url in ("/today/", "/today/", f"/visits/new/?day={DAY}&plan={key}", "/today/?day=2026-03-09"):
        assert client.get(url, headers={"Sec-Purpose": "prefetch"}).status_code == 200
    assert written(counted_tables()) == before
    assert not Debrief.objects.filter(work_date=DAY).exists()


def test_the_day_shows_what_is_planned_before_it_is_opened(alice, promise, client_of):
    page = client_of(alice).get("/today/").content.decode()
    assert "Fournil d’Anna" in page
    assert f"plan=visit%3A{promise.pk}" in page
    assert "0/1" in page


def test_nothing_new_on_a_planned_visit_opens_the_day(alice, promise, client_of):
    client = client_of(alice)
    for _twice in range(2):
        answer = client.post("/today/nothing-new/", {"work_date": str(DAY), "plan": f"visit:{promise.pk}"})
        assert answer.status_code == 302
    told = Visit.objects.get(debrief__work_date=DAY)
    assert (told.state, told.debrief.state, told.met.count()) == ("done", "draft", 1)


def test_a_planned_visit_is_told_on_a_day_not_opened(alice, promise, client_of):
    client, url = client_of(alice), f"/visits/new/?day={DAY}&plan=visit:{promise.pk}"
    json = {"Accept": "application/json"}
    answer = client.post(url, USUAL | {"client_id": str(uuid4()), "work_date": str(DAY)}, headers=json)
    assert answer.status_code == 201, answer.content
    assert [(v.state, v.result) for v in Visit.objects.filter(debrief__work_date=DAY)] == [("done", "follow_up")]
    assert client.get(url).headers["Location"] == f"/visits/{answer.json()['id']}/"


def test_a_plan_that_is_not_hers_opens_nothing(alice, david, promise, client_of):
    assert client_of(david).get(f"/visits/new/?day={DAY}&plan=visit:{promise.pk}").status_code == 404
    answer = client_of(david).post(
        "/today/nothing-new/", {"work_date": str(DAY), "plan": f"visit:{promise.pk}"},
        headers={"Accept": "application/json"},
    )  # fmt: skip
    assert (answer.status_code, answer.json()["code"]) == (409, "not_planned")
    assert not Debrief.objects.filter(rep=david).exists()


def test_a_day_to_come_is_not_shown(alice, client_of):
    assert client_of(alice).get(f"/today/?day={DAY + timedelta(days=1)}").headers["Location"] == "/today/"
