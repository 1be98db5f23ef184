"""The API of leads: the same verbs as the pages, scoped, idempotent."""

from uuid import uuid4

import pytest

from leads.models import Handoff, Lead
from tests.factories.leads import CampaignFactory, HandoffFactory, LeadFactory, ReasonFactory

BODY = {"name": "Ana Costa", "email": "ana@costa.test"}


def test_a_lead_is_captured_once_per_key(api_of, chloe):
    campaign, key = CampaignFactory(owner=chloe), str(uuid4())
    body = BODY | {"campaign": campaign.pk}
    send = api_of(chloe).post
    first = send("/api/v1/leads/capture/", body, headers={"Idempotency-Key": key})
    again = send("/api/v1/leads/capture/", body, headers={"Idempotency-Key": key})
    other = send("/api/v1/leads/capture/", body | {"name": "Autre"}, headers={"Idempotency-Key": key})
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 422)
    assert (first.json(), Lead.objects.count()) == (again.json(), 1)


def test_a_key_is_needed_and_a_person_must_be_reachable(api_of, chloe):
    assert api_of(chloe).post("/api/v1/leads/capture/", BODY).status_code == 400
    answer = api_of(chloe).post("/api/v1/leads/capture/", {"name": "Ana"}, headers={"Idempotency-Key": str(uuid4())})
    assert (answer.status_code, "email" in answer.json()["fields"]) == (422, True)


def test_a_rep_captures_nothing_and_sees_her_own(api_of, alice, david):
    mine, _hers = LeadFactory(owner=alice), LeadFactory(owner=david)
    assert api_of(alice).post("/api/v1/leads/capture/", BODY).status_code == 403
    assert [row["id"] for row in api_of(alice).get("/api/v1/leads/").json()["results"]] == [mine.pk]
    assert api_of(alice).get(f"/api/v1/leads/{_hers.pk}/").status_code == 404


def test_from_qualified_to_accepted(api_of, chloe, alice):
    lead = LeadFactory()
    marketing, rep = api_of(chloe), api_of(alice)
    assert marketing.post(f"/api/v1/leads/{lead.pk}/qualify/").json()["state"] == "qualified"
    sent = marketing.post(f"/api/v1/leads/{lead.pk}/hand-off/", {"to": alice.pk, "promise": "Cherche un four"})
    assert sent.status_code == 201
    accepted = rep.post(f"/api/v1/handoffs/{sent.json()['id']}/accept/")
    assert (accepted.json()["decision"], accepted.json()["in_time"]) == ("accepted", True)
    assert rep.post(f"/api/v1/handoffs/{sent.json()['id']}/accept/").status_code == 409
    done = rep.post(f"/api/v1/leads/{lead.pk}/convert/", {"name": "Four", "amount": "3000.00"}).json()
    assert (done["state"], done["opportunity"] is not None) == ("converted", True)


def test_only_the_receiver_decides_and_a_reason_is_needed(api_of, alice, bob, david):
    handoff, reason = HandoffFactory(to=alice, lead__owner=alice), ReasonFactory()
    address = f"/api/v1/handoffs/{handoff.pk}/reject/"
    assert api_of(david).post(address, {"reason": reason.code}).status_code == 404
    assert api_of(bob).post(address, {"reason": reason.code}).status_code == 404
    assert api_of(alice).post(address, {"reason": "inconnue"}).status_code == 422
    assert api_of(alice).post(address, {"reason": reason.code}).status_code == 200
    assert Handoff.objects.get().decision == "rejected"


@pytest.mark.parametrize("address", ["campaigns", "campaign-roi"])
def test_a_rep_reads_neither_campaigns_nor_returns(api_of, alice, chloe, address):
    assert api_of(alice).get(f"/api/v1/{address}/").status_code == 403
    assert api_of(chloe).get(f"/api/v1/{address}/").status_code == 200


def test_a_cost_is_recorded(api_of, chloe):
    campaign = CampaignFactory(owner=chloe)
    body = {"day": "2026-03-02", "amount": "120.50", "label": "Flyers"}
    answer = api_of(chloe).post(f"/api/v1/campaigns/{campaign.pk}/record-cost/", body)
    assert (answer.status_code, answer.json()["amount"]) == (201, "120.50")
