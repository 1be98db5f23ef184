"""Appeals, second opinions and fairness through the API: the same rules as on the pages."""

import pytest

from debrief.models import Appeal, SecondReview
from debrief.services.second_reviews import set_review_rules
from debrief.services.verdicts import accept_finding, reject_finding
from tests.factories.debrief import correction, finding, signal

pytestmark = pytest.mark.django_db
RULES = {"second_percent": "100.00", "second_hours": 40, "appeal_days": 15, "appeal_hours": 16}


@pytest.fixture
def refused(alice, chloe):
    return reject_finding(finding(alice, correction()), by=chloe, reason="too_vague")


def test_an_appeal_is_opened_and_overturned(refused, alice, amine, chloe, celine, api_of):
    url = f"/api/v1/findings/{refused.finding_id}/appeal/"
    assert api_of(amine).post(url, {"reason": "Moi"}).status_code == 404
    opened = api_of(alice).post(url, {"reason": "Vu sur la vitrine"}).json()
    assert (opened["state"], opened["finding"], opened["opened_by"]) == ("open", refused.finding_id, alice.pk)
    decide = f"/api/v1/appeals/{opened['id']}/overturn/"
    assert api_of(alice).post(decide, {"answer": "Oui"}).status_code == 403
    own = api_of(chloe).post(decide, {"answer": "Oui"})
    assert (own.status_code, own.json()["code"]) == (409, "first_reviewer")
    assert api_of(celine).post(decide, {}).status_code == 422
    decided = api_of(celine).post(decide, {"answer": "Vérifié"}).json()
    assert (decided["state"], decided["decided_by"]) == ("overturned", celine.pk)
    again = api_of(celine).post(f"/api/v1/appeals/{opened['id']}/uphold/", {"answer": "Non"})
    assert (again.status_code, again.json()["code"]) == (409, "appeal_closed")
    assert Appeal.objects.count() == 1


def test_a_second_opinion_is_blind_in_the_api_too(alice, chloe, celine, odile, api_of):
    set_review_rules(by=odile, **RULES)
    accept_finding(finding(alice, signal()), by=chloe)
    listed = api_of(celine).get("/api/v1/second-reviews/").json()["results"]
    assert [row["first_decision"] for row in listed] == [None]
    assert api_of(chloe).get("/api/v1/second-reviews/").json()["results"] == []
    body = {"decision": "rejected", "reason": "too_vague"}
    given = api_of(celine).post(f"/api/v1/second-reviews/{listed[0]['id']}/give/", body).json()
    assert (given["decision"], given["first_decision"]) == ("rejected", "accepted")
    assert SecondReview.objects.given().count() == 1


def test_operations_set_the_rules_and_the_director_reads_the_figures(refused, odile, diane, chloe, alice, api_of):
    assert api_of(chloe).post("/api/v1/review-fairness/rules/", RULES).status_code == 403
    assert api_of(odile).post("/api/v1/review-fairness/rules/", RULES).json() == RULES
    assert api_of(alice).get("/api/v1/review-fairness/").status_code == 403
    seen = api_of(diane).get("/api/v1/review-fairness/?days=30").json()
    assert seen["acceptance"] == [
        {"rep": alice.pk, "reviewer": chloe.pk, "n": 1, "kept": 0, "share": "0.0000", "few": True}
    ]
    assert seen["rules"]["second_percent"] == "100.00"
    assert api_of(diane).get("/api/v1/review-fairness/?days=7").status_code == 422
