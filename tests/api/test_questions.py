"""Questions through the API: asked, listed, answered in one's own draft, closed; and the same refusals."""

import pytest
import time_machine

from debrief.models import Finding, Question
from tests.factories.debrief import EVENING, company, told, visit
from tests.factories.questions import question

pytestmark = pytest.mark.django_db
ASKING = {
    "text_fr": "Qui signe ?", "kind": "market_signal", "topic": "competitor", "expires_on": "2026-03-20", "points": 25
}  # fmt: skip


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(EVENING, tick=False):
        yield


def test_a_marketer_asks_lists_and_closes(chloe, alice, api_of):
    client = api_of(chloe)
    asked = client.post("/api/v1/questions/", ASKING | {"audience": "reps", "reps": [alice.pk]}, format="json")
    assert (asked.status_code, asked.json()["points"], asked.json()["state"]) == (201, 25, "open")
    url = f"/api/v1/questions/{asked.json()['id']}/"
    assert client.get("/api/v1/questions/").json()["results"][0]["id"] == asked.json()["id"]
    assert client.post(f"{url}close/").json()["state"] == "closed"
    again = client.post(f"{url}close/")
    assert (again.status_code, again.json()["code"]) == (409, "question_closed")


def test_a_rep_asks_nothing_and_bad_fields_are_named(chloe, alice, api_of):
    assert api_of(alice).post("/api/v1/questions/", ASKING, format="json").status_code == 403
    wrong = api_of(chloe).post("/api/v1/questions/", ASKING | {"points": 99, "reps": [0]}, format="json")
    assert wrong.status_code == 422
    assert {"points", "reps"} <= set(wrong.json()["fields"])
    unknown = api_of(chloe).post("/api/v1/questions/", ASKING | {"audience": "reps", "reps": [987654]}, format="json")
    assert (unknown.status_code, list(unknown.json()["fields"])) == (422, ["reps"])
    assert not Question.objects.exists()


def test_a_rep_answers_in_her_own_draft(chloe, alice, david, api_of):
    where = company(alice)
    asked = question(chloe, about="company", company=where)
    stop = told(alice, visit(where)).visits.get()
    url = f"/api/v1/questions/{asked.pk}/answer/"
    answer = api_of(alice).post(url, {"visit": stop.pk, "value": "Miwe"}, format="json")
    assert (answer.status_code, answer.json()["question"], answer.json()["visit"]) == (201, asked.pk, stop.pk)
    other = api_of(david).post(url, {"visit": stop.pk, "value": "Bongard"}, format="json")
    assert (other.status_code, list(other.json()["fields"])) == (422, ["visit"])
    assert Finding.objects.get().value == "Miwe"


def test_a_question_to_somebody_else_is_not_found(chloe, alice, amine, bob, api_of):
    asked = question(chloe, audience="reps", reps=(alice,))
    assert api_of(amine).get(f"/api/v1/questions/{asked.pk}/").status_code == 404
    assert api_of(bob).get(f"/api/v1/questions/{asked.pk}/").status_code == 200
    assert api_of(bob).post(f"/api/v1/questions/{asked.pk}/answer/", {}, format="json").status_code == 404


def test_a_filed_day_carries_its_answers(chloe, alice, api_of):
    where = company(alice)
    asked = question(chloe)
    told_today = {
        "work_date": "2026-03-10",
        "visits": [{
            "company": where.pk, "kind": "visit", "state": "done", "nobody_met": True,
            "findings": [{"kind": "market_signal", "topic": "competitor", "value": "Miwe", "question": asked.pk}],
        }],
    }  # fmt: skip
    key = {"Idempotency-Key": "0d4bbd4e-6f6c-4a4e-9c3e-3d7f6b9b2c11"}
    assert api_of(alice).post("/api/v1/debriefs/", told_today, format="json", headers=key).status_code == 201
    assert Finding.objects.get().question == asked
