"""The API of scoring: the rules read, tried and written as on the page, and the report of the model."""

import pytest

from core import clock
from leads.models import ProbabilityModel, ScoringVersion
from leads.services.scoring import current_version, score_leads
from tests.factories.leads import LeadFactory

pytestmark = pytest.mark.django_db
RULES = {
    "rules": [
        {"axis": "fit", "group": "reach", "field": "phone", "way": "filled", "points": 70},
        {"axis": "engagement", "group": "form", "field": "touch", "way": "once", "points": 20, "value": ["form"]},
    ],
    "caps": {"reach": 70},
    "half_life": 30,
    "fit_bounds": [80, 65, 45],
    "engagement_bounds": [50, 25, 10],
    "note": "Le téléphone compte",
}


def test_rules_are_tried_then_saved_as_a_version(api_of, chloe):
    LeadFactory(phone="+331")
    score_leads(now=clock.now())
    api = api_of(chloe)
    told = api.post("/api/v1/scoring/preview/", RULES).json()
    assert (told["compared"], told["moved"], told["moves"]) == (1, 1, [{"before": "D4", "after": "B4", "count": 1}])
    assert ScoringVersion.objects.count() == 1
    saved = api.post("/api/v1/scoring/save/", RULES)
    assert (saved.status_code, saved.json()["number"], saved.json()["author"]) == (201, 2, chloe.pk)
    assert api.get("/api/v1/scoring/").json()["rules"]["rules"][1]["value"] == ["form"]
    assert [one["number"] for one in api.get("/api/v1/scoring/versions/").json()] == [2, 1]
    again = api.post("/api/v1/scoring/save/", RULES)
    assert (again.status_code, again.json()["code"]) == (409, "nothing_changed")


def test_what_is_read_may_be_written_back(api_of, chloe):
    rules = api_of(chloe).get("/api/v1/scoring/").json()["rules"]
    assert api_of(chloe).post("/api/v1/scoring/save/", rules | {"half_life": 45}).status_code == 201
    assert current_version().rules["rules"] == ScoringVersion.objects.get(number=1).rules["rules"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rules": [{**RULES["rules"][0], "way": "at_least"}]}, "rules"),
        ({"rules": [{**RULES["rules"][1], "value": ["planet"]}]}, "rules"),
        ({"rules": [{**RULES["rules"][1], "value": ["a,b"]}]}, "rules"),
        ({"rules": [{**RULES["rules"][0], "points": 0}]}, "rules"),
        ({"fit_bounds": [80, 85, 45]}, "fit_bounds"),
        ({"half_life": 0}, "half_life"),
        ({"caps": {"reach": 1000}}, "caps"),
    ],
)
def test_what_is_wrong_is_said_by_field_and_nothing_is_saved(api_of, chloe, changes, field):
    answer = api_of(chloe).post("/api/v1/scoring/save/", RULES | changes)
    assert (answer.status_code, list(answer.json()["fields"])) == (422, [field])
    assert ScoringVersion.objects.count() <= 1


def test_a_rep_reads_no_rules_and_a_manager_writes_none(api_of, alice, bob):
    assert api_of(alice).get("/api/v1/scoring/").status_code == 403
    assert api_of(bob).get("/api/v1/scoring/").status_code == 200
    assert api_of(bob).post("/api/v1/scoring/save/", RULES).status_code == 403
    assert not ScoringVersion.objects.exists()


def test_the_report_of_the_last_night_says_whether_its_probabilities_are_shown(api_of, chloe):
    assert api_of(chloe).get("/api/v1/probability/").status_code == 204
    ProbabilityModel.objects.create(day=clock.local_day(), trained_at=clock.now(), signal="no_signal", won=60, lost=300)
    told = api_of(chloe).get("/api/v1/probability/").json()
    assert (told["signal"], told["shown"], told["won"], told["weights"]) == ("no_signal", False, 60, [])
    assert told["verdict"]
