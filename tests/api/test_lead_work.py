"""What the pages of leads do, the API does under the same rules."""

from datetime import timedelta

import pytest

from core import clock
from leads.models import HandoffQuestion, Lead, LeadStep
from leads.services.handoff import hand_off_lead
from leads.services.intake import capture_lead
from leads.services.qualification import qualify_lead
from tests.factories.leads import CampaignFactory, LeadFactory, RoutingRuleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed(alice, chloe):
    now = clock.now()
    lead, _new = capture_lead(by=chloe, campaign=CampaignFactory(owner=chloe), name="Ana", email="ana@a.test", now=now)
    qualify_lead(lead, by=chloe, now=now)
    return hand_off_lead(lead, by=chloe, to=alice, promise="Cherche un four", now=now)


def test_a_question_stops_the_clock_and_its_answer_starts_it(api_of, handed, alice, chloe, david):
    address = f"/api/v1/handoffs/{handed.pk}/ask/"
    assert api_of(david).post(address, {"question": "Combien ?"}).status_code == 404
    asked = api_of(alice).post(address, {"question": "Combien ?"})
    assert (asked.status_code, api_of(alice).post(address, {"question": "Et ?"}).json()["code"]) == (
        201, "question_open",
    )  # fmt: skip
    answer = f"/api/v1/handoff-questions/{asked.json()['id']}/answer/"
    assert api_of(alice).post(answer, {"answer": "Deux"}).status_code == 403
    assert api_of(chloe).post(answer, {"answer": "Deux"}).json()["answer"] == "Deux"
    assert HandoffQuestion.objects.get().closed_at is not None


def test_several_leads_are_handed_off_and_the_others_told(api_of, alice, chloe, david):
    good, new = LeadFactory(state="qualified"), LeadFactory()
    body = {"leads": [good.pk, new.pk, 999_999], "to": alice.pk, "promise": "Veut un devis"}
    assert api_of(alice).post("/api/v1/leads/bulk/hand-off/", body, format="json").status_code == 403
    answer = api_of(chloe).post("/api/v1/leads/bulk/hand-off/", body, format="json").json()
    assert (answer["done"], [row["lead"] for row in answer["refused"]]) == (1, [new.pk])
    assert Lead.objects.get(pk=good.pk).owner == alice


def test_a_promise_without_its_parts_is_refused_by_field(api_of, alice, chloe):
    lead = LeadFactory(state="qualified", campaign=None)
    answer = api_of(chloe).post(f"/api/v1/leads/{lead.pk}/hand-off/", {"to": alice.pk, "promise": "Veut un devis"})
    assert (answer.status_code, sorted(answer.json()["fields"])) == (422, ["opener", "proof"])
    assert Lead.objects.get().state == "qualified"


def test_a_next_step_a_change_its_undo_and_the_history(api_of, chloe):
    lead, api = LeadFactory(), api_of(chloe)
    day = str(clock.local_day() + timedelta(days=3))
    step = api.post(f"/api/v1/leads/{lead.pk}/next-step/", {"what": "Rappeler", "due_on": day})
    assert api.post(f"/api/v1/lead-steps/{step.json()['id']}/done/").json()["done"] is True
    assert api.post(f"/api/v1/lead-steps/{step.json()['id']}/done/").status_code == 409
    assert api.post(f"/api/v1/leads/{lead.pk}/change/", {"city": "Metz"}).json()["city"] == "Metz"
    history = api.get(f"/api/v1/leads/{lead.pk}/timeline/").json()
    change = history["changes"][0]
    assert (change["field"], change["new"]) == ("city", "Metz")
    assert api.post(f"/api/v1/leads/{lead.pk}/undo/", {"change": change["id"]}).json()["city"] == ""
    assert {event["kind"] for event in api.get(f"/api/v1/leads/{lead.pk}/timeline/?kind=step").json()["events"]} == {
        "step"
    }
    assert LeadStep.objects.get().done


def test_rules_are_ordered_and_tried_without_writing(api_of, chloe, alice, north):
    first, second = (RoutingRuleFactory(team=north, rank=rank) for rank in (10, 20))
    lead, api = LeadFactory(state="qualified"), api_of(chloe)
    moved = api.post(f"/api/v1/routing-rules/{second.pk}/move/", {"to": 1}).json()
    assert [row["id"] for row in moved] == [second.pk, first.pk]
    assert api.post(f"/api/v1/routing-rules/{first.pk}/switch/", {"active": False}).json()["active"] is False
    tried = api.get("/api/v1/routing-trial/").json()
    assert (tried["placed"], tried["lines"][0]["rep"], tried["lines"][0]["rule"]) == (1, alice.pk, second.name)
    assert Lead.objects.get(pk=lead.pk).owner is None
    assert api_of(alice).get("/api/v1/routing-trial/").status_code == 403
    assert api.post(f"/api/v1/capacities/{alice.pk}/", {"daily_quota": 0}).status_code == 200
    assert api.get("/api/v1/routing-trial/").json()["placed"] == 0


def test_a_closed_lead_is_reopened_once(api_of, chloe):
    lead = LeadFactory(state="recycled", recycled_until=clock.local_day() + timedelta(days=30))
    assert api_of(chloe).post(f"/api/v1/leads/{lead.pk}/reopen/").json()["state"] == "qualified"
    assert api_of(chloe).post(f"/api/v1/leads/{lead.pk}/reopen/").json()["code"] == "not_closed"


def test_views_are_saved_shared_and_forgotten(api_of, chloe, alice):
    body = {"page": "leads:lead_board", "name": "Salon", "query": "channel=event", "is_shared": True}
    made = api_of(chloe).post("/api/v1/saved-views/", body)
    assert (made.status_code, made.json()["mine"]) == (201, True)
    assert api_of(chloe).post("/api/v1/saved-views/", {"page": "home", "name": "X"}).json()["code"] == "no_views_here"
    assert [row["name"] for row in api_of(chloe).get("/api/v1/saved-views/?page=leads:lead_board").json()] == ["Salon"]
    assert api_of(alice).post(f"/api/v1/saved-views/{made.json()['id']}/remove/").status_code == 404
    assert api_of(chloe).post(f"/api/v1/saved-views/{made.json()['id']}/remove/").status_code == 204
