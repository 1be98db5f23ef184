"""POST /api/v1/debriefs/: one key, one day; and a POST for each verb."""

from uuid import uuid4

import pytest
import time_machine

from crm.services.contacts import anonymise_contact
from debrief.models import Debrief, Verdict
from tests.factories.crm import ContactFactory
from tests.factories.debrief import DAY, EVENING, company, filed, findings, opinion, signal, visit

pytestmark = pytest.mark.django_db
URL = "/api/v1/debriefs/"
VISIT = {
    "company_name": "Fournil d’Anna",
    "kind": "visit",
    "state": "done",
    "contacts": [{"name": "Camille Roy", "phone": "06 12 34 56 78", "how_acquired": "met"}],
    "result": "quote",
    "amount": "12400.00",
    "findings": [{"kind": "market_signal", "topic": "competitor", "value": "Miwe", "how_known": "heard"}],
    "next_step": "call",
    "note": "Veut le devis vendredi.",
}
BODY = {"work_date": str(DAY), "captured_at": "2026-03-10T16:58:00Z", "seconds": 95, "visits": [VISIT]}


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(EVENING, tick=False):
        yield


def post(client, body, key=None):
    return client.post(URL, body, format="json", headers={"Idempotency-Key": str(key or uuid4())})


def test_the_first_answer_is_201_and_the_same_post_is_replayed(alice, api_of):
    key, client = uuid4(), api_of(alice)
    first = post(client, BODY, key)
    assert first.status_code == 201, first.json()
    day = Debrief.objects.get()
    assert set(first.json()) == {"id", "state", "filed_at", "work_date"}
    assert (first.json()["id"], first.json()["state"], first.json()["work_date"]) == (day.pk, "filed", "2026-03-10")
    again = post(client, BODY | {"captured_at": "2026-03-10T17:20:00Z", "seconds": 300}, key)
    assert (again.status_code, again.json(), again["Idempotent-Replayed"]) == (200, first.json(), "true")
    assert (Debrief.objects.count(), len(findings(day))) == (1, 2)


def test_another_body_with_the_same_key_is_refused(alice, api_of):
    key, client = uuid4(), api_of(alice)
    post(client, BODY, key)
    other = post(client, {"work_date": str(DAY)}, key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_another_key_for_a_filed_day_is_told_which_one(alice, api_of):
    client = api_of(alice)
    first = post(client, BODY).json()
    other = post(client, BODY)
    assert (other.status_code, other.json()["code"], other.json()["id"]) == (409, "day_already_filed", first["id"])


def test_the_same_key_of_another_person_is_independent(alice, amine, api_of):
    key = uuid4()
    assert post(api_of(alice), BODY, key).status_code == 201
    assert post(api_of(amine), BODY, key).status_code == 201


def test_the_least_body_is_a_day_with_nothing_to_report(alice, api_of):
    answer = post(api_of(alice), {"work_date": str(DAY)})
    assert (answer.status_code, answer.json()["state"]) == (201, "closed")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "work_date"),
        ({"work_date": "2026-03-11"}, "work_date"),
        ({"work_date": "2026-02-01"}, "work_date"),
        ({"work_date": str(DAY), "visits": [{"kind": "visit", "state": "done", "nobody_met": True}]}, "company_name"),
        ({"work_date": str(DAY), "visits": [VISIT | {"company": 99_999_999}]}, "company"),
        ({"work_date": str(DAY), "visits": [VISIT | {"amount": "beaucoup"}]}, "visits"),
        ({"work_date": str(DAY), "visits": [VISIT | {"contacts": [True]}]}, "visits"),
    ],
)
def test_a_wrong_body_is_422_and_writes_nothing(alice, api_of, body, field):
    answer = post(api_of(alice), body)
    assert (answer.status_code, field in answer.json()["fields"]) == (422, True), answer.json()
    assert not Debrief.objects.exists()


def test_nothing_is_told_of_a_person_who_was_erased(alice, odile, api_of):
    erased = ContactFactory(company=company(alice))
    anonymise_contact(erased, by=odile, reason="request")
    told = {"kind": "opinion", "value": "Elle trouve le four lent.", "how_known": "heard", "contact": erased.pk}
    seen = {"company": erased.company_id, "kind": "visit", "state": "done"}
    for naming in ({"contacts": [erased.pk]}, {"contacts": [], "nobody_met": True, "findings": [told]}):
        answer = post(api_of(alice), {"work_date": str(DAY), "visits": [seen | naming]})
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert not Debrief.objects.exists()


def test_the_key_is_needed_and_is_a_uuid(alice, api_of):
    client = api_of(alice)
    assert client.post(URL, BODY, format="json").status_code == 400
    assert client.post(URL, BODY, format="json", headers={"Idempotency-Key": "42"}).status_code == 400


def test_who_may_file_and_who_may_read(alice, amine, chloe, api_of, client):
    assert post(api_of(chloe), BODY).status_code == 403
    assert client.post(URL, BODY, content_type="application/json").status_code == 401
    day = post(api_of(alice), BODY).json()
    assert api_of(amine).get(f"{URL}{day['id']}/").status_code == 404
    detail = api_of(chloe).get(f"{URL}{day['id']}/").json()
    assert [finding["kind"] for finding in detail["findings"]] == ["market_signal", "contact"]
    assert api_of(alice).get(URL).json()["results"][0]["id"] == day["id"]


def test_marketing_judges_through_the_api(alice, chloe, celine, odile, api_of):
    one, two, three = findings(filed(alice, visit(company(alice), signal(), signal("miwe devis"), opinion())))
    client = api_of(chloe)
    accepted = client.post(f"/api/v1/findings/{one.pk}/accept/", {"grade": "rich"}, format="json")
    assert (accepted.status_code, accepted.json()["decision"], accepted.json()["grade"]) == (200, "accepted", "rich")
    assert client.post(f"/api/v1/findings/{two.pk}/duplicate/", {"of": one.pk}, format="json").status_code == 200
    assert client.post(f"/api/v1/findings/{three.pk}/reject/", {"reason": "nope"}, format="json").status_code == 422
    assert client.post(f"/api/v1/findings/{three.pk}/amend/", {"value": "Fiable"}, format="json").status_code == 200
    late = api_of(celine).post(f"/api/v1/findings/{one.pk}/reject/", {"reason": "too_vague"}, format="json")
    assert (late.status_code, late.json()["code"], late.json()["fields"]["decision"]) == (
        409,
        "already_judged",
        "accepted",
    )
    assert client.post(f"/api/v1/findings/{three.pk}/undo/").status_code == 200
    reason = {"reason": "Erreur"}
    assert client.post(f"/api/v1/findings/{one.pk}/reverse/", reason, format="json").status_code == 403
    assert api_of(odile).post(f"/api/v1/findings/{one.pk}/reverse/", reason, format="json").status_code == 200
    assert Verdict.objects.live().count() == 1


def test_a_rep_withdraws_and_answers(alice, chloe, api_of):
    day = filed(alice, visit(company(alice), signal()))
    api_of(chloe).post(f"{URL}{day.pk}/return/", {"question": "Quel four ?"}, format="json")
    client = api_of(alice)
    assert client.post(f"{URL}{day.pk}/withdraw/").status_code == 409
    answered = client.post(f"{URL}{day.pk}/answer/", {"answer": "Un Bongard"}, format="json")
    assert (answered.status_code, answered.json()["state"]) == (200, "filed")
    assert client.post(f"{URL}{day.pk}/withdraw/").json()["state"] == "withdrawn"
