"""Each verb of the review through the API: start, take over, resume, settle, keep, name a substitute."""

import pytest

from core import clock
from crm.choices import Channel
from crm.models import Company
from crm.services.changes import write_field
from debrief.models import Debrief, Finding, Verdict
from debrief.services.verdicts import accept_finding
from tests.factories.debrief import company, correction, filed, finding, signal, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def where(alice):
    return company(alice, city="Lyon")


def test_a_day_is_started_returned_resumed_and_taken_over(alice, chloe, celine, api_of):
    day = filed(alice, visit(company(alice), signal()))
    url = f"/api/v1/debriefs/{day.pk}/"
    assert api_of(alice).post(f"{url}start/").status_code == 403
    assert api_of(chloe).post(f"{url}start/").json()["reviewer"] == chloe.pk
    again = api_of(celine).post(f"{url}start/")
    assert (again.status_code, again.json()["code"]) == (409, "already_taken")
    assert api_of(chloe).post(f"{url}return/", {"question": "Quel modèle ?"}).json()["state"] == "returned"
    assert api_of(chloe).post(f"{url}resume/").json()["state"] == "in_review"
    assert api_of(celine).post(f"{url}take-over/", {}).status_code == 422
    assert api_of(celine).post(f"{url}take-over/", {"reason": "Congé"}).json()["reviewer"] == celine.pk
    assert Debrief.objects.get().reviewer == celine


def test_a_contradiction_is_read_and_settled(alice, amine, chloe, where, api_of):
    first = finding(alice, correction("city", "Villeurbanne"), where)
    second = finding(amine, correction("city", "Bron"), where)
    (one,) = api_of(chloe).get("/api/v1/contradictions/").json()["results"]
    assert (one["company"], one["field"], one["crm_value"]) == (where.pk, "city", "Lyon")
    assert [claim["value"] for claim in one["claims"]] == ["Villeurbanne", "Bron"]
    url = f"/api/v1/contradictions/{one['id']}/settle/"
    late = api_of(chloe).post(url, {"standing": second.pk, "seen": "Paris"})
    assert (late.status_code, late.json()["code"]) == (409, "changed_since")
    done = api_of(chloe).post(url, {"standing": second.pk, "seen": "Lyon"}).json()
    assert done.pop("settlement")
    assert done == {"kept": [second.pk], "refused": [first.pk], "left": []}
    assert Company.objects.get(pk=where.pk).city == "Bron"
    assert api_of(alice).get("/api/v1/contradictions/").status_code == 403


@pytest.mark.parametrize(
    ("verb", "city", "decision"), [("resolve", "Bron", "accepted"), ("keep", "Oullins", "rejected")]
)
def test_a_conflict_is_resolved_either_way(alice, chloe, odile, where, api_of, verb, city, decision):
    found = finding(alice, correction("city", "Bron"), where)
    write_field(where, "city", "Oullins", by=odile, channel=Channel.PAGE, expected="Lyon")
    accept_finding(found, by=chloe, seen="Lyon")
    answer = api_of(chloe).post(f"/api/v1/findings/{found.pk}/{verb}/").json()
    assert (answer["in_conflict"], answer["verdict"]["decision"]) == (False, decision)
    assert Company.objects.get(pk=where.pk).city == city


def test_the_guard_is_lifted_with_a_reason(alice, chloe, api_of):
    found = finding(alice, signal())
    Finding.objects.filter(pk=found.pk).update(state="quarantined", guard_category="insult")
    url = f"/api/v1/findings/{found.pk}/release/"
    assert api_of(chloe).post(url, {}).status_code == 422
    assert api_of(chloe).post(url, {"reason": "Parle du produit"}).json()["state"] == "pending"
    assert not Verdict.objects.exists()


def test_a_substitute_is_named_takes_the_queue_and_is_thanked(alice, chloe, celine, api_of):
    day = filed(alice, visit(company(alice), signal()))
    api_of(chloe).post(f"/api/v1/debriefs/{day.pk}/start/")
    today = str(clock.local_day())
    body = {"absent": chloe.pk, "substitute": celine.pk, "starts_on": today, "ends_on": today}
    made = api_of(chloe).post("/api/v1/substitutions/", body)
    assert made.status_code == 201, made.json()
    wrong = api_of(chloe).post("/api/v1/substitutions/", body | {"substitute": alice.pk})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "not_a_reviewer")
    url = f"/api/v1/substitutions/{made.json()['id']}/"
    assert api_of(celine).post(f"{url}take/").json() == {"taken": 1}
    assert api_of(celine).get("/api/v1/substitutions/").json()["results"][0]["ended_at"] is None
    assert api_of(celine).post(f"{url}end/").json()["ended_at"]


def test_a_refused_finding_says_that_no_contact_was_kept(alice, chloe, api_of):
    found = finding(alice, signal(), company(alice))
    answer = api_of(chloe).post(f"/api/v1/findings/{found.pk}/reject/", {"reason": "too_vague"})
    assert answer.status_code == 200, answer.json()
    assert answer.json()["contact_kept"] == ""
