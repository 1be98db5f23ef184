"""The whole of a debrief through the API alone: told, judged each way, undone, merged, split, asked, answered."""

import pytest
import time_machine

from crm.models import Contact
from debrief.models import Debrief, Finding, Question
from tests.factories.crm import ContactFactory, OpportunityFactory
from tests.factories.debrief import EVENING, company

pytestmark = pytest.mark.django_db
RIVAL = {"kind": "market_signal", "topic": "competitor"}


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(EVENING, tick=False):
        yield


@pytest.fixture
def call(api_of):
    """One POST, its status and its body; (path, status wanted) reads as the journey."""

    def post(person, path, body=None, status=200):
        answer = api_of(person).post(f"/api/v1/{path}", body or {}, format="json")
        assert answer.status_code == status, (path, answer.content[:400])
        return answer.json() if answer.content else None

    return post


def visit(where, *findings):
    told = {"company": where.pk, "kind": "visit", "state": "done", "nobody_met": True}
    return told | {"findings": [{"how_known": "heard"} | finding for finding in findings]}


def test_a_day_is_opened_filled_filed_withdrawn_and_filed_again(alice, call):
    where = company(alice)
    day = call(alice, "debriefs/open/", {"work_date": "2026-03-10"})
    assert (day["state"], call(alice, "debriefs/open/", {"work_date": "2026-03-10"})["id"]) == ("draft", day["id"])
    told = call(alice, f"debriefs/{day['id']}/visits/", visit(where, RIVAL | {"value": "Miwe"}), status=201)
    call(alice, f"visits/{told['id']}/tell/", visit(where, RIVAL | {"value": "Bongard"}))
    assert call(alice, f"debriefs/{day['id']}/file/", {"seconds": 80})["state"] == "filed"
    assert call(alice, f"debriefs/{day['id']}/file/", status=409)["code"] == "day_already_filed"
    assert call(alice, f"debriefs/{day['id']}/withdraw/")["state"] == "withdrawn"
    call(alice, "debriefs/open/", {"work_date": "2026-03-10"})
    second = call(alice, f"debriefs/{day['id']}/visits/", visit(where), status=201)
    call(alice, f"visits/{second['id']}/remove/", status=204)
    assert call(alice, f"debriefs/{day['id']}/file/")["state"] == "filed"
    assert Finding.objects.get().value == "Bongard"


def test_a_day_is_returned_answered_judged_each_way_and_undone(alice, chloe, odile, call):
    where = company(alice)
    day = call(alice, "debriefs/open/", {"work_date": "2026-03-10"})
    values = ("Miwe", "Bongard", "Miwe", "Pavailler", "Salva")
    call(alice, f"debriefs/{day['id']}/visits/", visit(where, *(RIVAL | {"value": v} for v in values)), status=201)
    call(alice, f"debriefs/{day['id']}/file/")
    call(chloe, f"debriefs/{day['id']}/start/")
    assert call(chloe, f"debriefs/{day['id']}/return/", {"question": "Qui l’a dit ?"})["state"] == "returned"
    assert call(alice, f"debriefs/{day['id']}/answer/", {"answer": "Le gérant"})["answer"] == "Le gérant"
    call(chloe, f"debriefs/{day['id']}/start/")
    kept, amended, double, refused, undone = Finding.objects.order_by("pk").values_list("pk", flat=True)
    assert call(chloe, f"findings/{kept}/accept/")["decision"] == "accepted"
    assert call(chloe, f"findings/{amended}/amend/", {"value": "Bongard Paneotrad"})["value"] == "Bongard Paneotrad"
    assert call(chloe, f"findings/{double}/duplicate/", {"of": kept})["of"] == kept
    assert call(chloe, f"findings/{refused}/reject/", {"reason": "too_vague"})["reason"] == "too_vague"
    call(chloe, f"findings/{undone}/accept/")
    assert call(chloe, f"findings/{undone}/undo/")["reversed_at"]
    call(chloe, f"findings/{undone}/accept/")
    assert call(chloe, f"debriefs/{day['id']}/close/")["state"] == "closed"
    assert call(odile, f"findings/{refused}/reverse/", {"reason": "Erreur"})["reversed_at"]
    assert Debrief.objects.get().state == "closed"


def test_two_people_are_merged_row_by_row_and_split(alice, chloe, call, api_of):
    where = company(alice)
    keep, lose = ContactFactory(company=where), ContactFactory(company=where, role="Acheteuse")
    both = OpportunityFactory(company=where, contacts=(keep, lose))
    clash = call(chloe, f"contacts/{keep.pk}/merge/", {"lose": lose.pk}, status=409)
    assert clash["code"] == "merge_clash"
    choices = {"role": "lose"} | dict.fromkeys(clash["fields"], "leave")
    assert call(chloe, f"contacts/{keep.pk}/merge/", {"lose": lose.pk, "choices": choices})["role"] == "Acheteuse"
    log = api_of(chloe).get("/api/v1/merges/").json()["results"][0]
    assert call(chloe, f"merges/{log['id']}/split/")["undone_at"]
    assert set(both.participants.values_list("contact_id", flat=True)) == {keep.pk, lose.pk}
    assert (Contact.objects.get(pk=keep.pk).role, Contact.objects.get(pk=lose.pk).role) == (keep.role, "Acheteuse")


def test_a_question_is_asked_changed_answered_and_taken_away(alice, chloe, call, api_of):
    where = company(alice)
    asking = RIVAL | {"text_fr": "Qui est en place ?", "expires_on": "2026-03-20", "points": 25}
    asked = call(chloe, "questions/", asking, status=201)
    assert call(chloe, f"questions/{asked['id']}/edit/", asking | {"points": 30})["points"] == 30
    day = call(alice, "debriefs/open/", {"work_date": "2026-03-10"})
    told = call(alice, f"debriefs/{day['id']}/visits/", visit(where), status=201)
    call(alice, f"questions/{asked['id']}/answer/", {"visit": told["id"], "value": "Miwe"}, status=201)
    call(alice, f"debriefs/{day['id']}/file/")
    late = call(chloe, f"questions/{asked['id']}/edit/", asking, status=409)
    assert late["code"] == "already_answered"
    file = api_of(chloe).get("/api/v1/questions/export/?format=csv")
    text = b"".join(file.streaming_content).decode("utf-8-sig")
    assert "Qui est en place ?" in text
    assert call(chloe, f"questions/{asked['id']}/close/")["state"] == "closed"
    assert Question.objects.get().points == 30


def test_a_person_objects_and_is_erased(alice, chloe, odile, call):
    who = ContactFactory(company=company(alice), email="lise@roy.test")
    assert call(alice, f"contacts/{who.pk}/object/", {"to": "email"})["email_opt_out"] is True
    call(alice, f"contacts/{who.pk}/erase/", {"reason": "request", "sure": True}, status=403)
    call(odile, f"contacts/{who.pk}/erase/", {"reason": "request", "sure": False}, status=422)
    assert Contact.objects.get().email == "lise@roy.test"
    assert call(odile, f"contacts/{who.pk}/erase/", {"reason": "request", "sure": True})["email"] == ""
    assert call(odile, f"contacts/{who.pk}/erase/", {"reason": "request", "sure": True}, status=409)


def test_operations_change_the_lists_of_the_guard(alice, odile, call, api_of):
    read = call(alice, "guard/check/", {"text": "Le gérant est alcoolique"})
    assert [(hit["category"], hit["never"]) for hit in read["hits"]] == [("health", True)]
    added = {"text": "rabat-joie", "category": "insult", "language": "fr", "reason": "Vu souvent"}
    call(alice, "guard/lists/add/", added, status=403)
    assert call(odile, "guard/lists/add/", added, status=201)["number"] == 1
    assert call(odile, "guard/lists/add/", added, status=409)
    assert call(alice, "guard/check/", {"text": "Le gérant est rabat-joie"})["hits"][0]["category"] == "insult"
    call(odile, "guard/lists/drop/", {"text": "rabat-joie", "kind": "add", "reason": "Erreur"}, status=201)
    assert call(odile, "guard/lists/restore/", {"number": 1, "reason": "Finalement"}, status=201)["number"] == 3
    assert [row["number"] for row in api_of(odile).get("/api/v1/guard/lists/").json()] == [3, 2, 1]
