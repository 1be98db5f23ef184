"""Points by the API: scoped, read-only, and contested like on the page."""

import pytest

from incentives.models import Dispute, LedgerLine, Statement
from incentives.services.contributions import compute_contributions
from incentives.services.marketing_scores import compute_marketing_scores
from incentives.services.periods import compute_period
from incentives.services.settling import settle_all_points
from tests.factories.incentives import DAY, NOON, finding, judged, period, planned, published_plan

ROOT = "/api/v1"


@pytest.fixture
def month(alice, david, chloe, odile):
    plan = published_plan(odile).plan
    for rep in (alice, david):
        planned(rep, odile, plan=plan)
        judged(finding(rep), chloe)
    planned(chloe, odile)
    settle_all_points(NOON)
    compute_contributions(DAY, now=NOON)
    compute_marketing_scores(DAY, now=NOON)
    return compute_period(period(), by=odile, now=NOON)


def results(response):
    assert response.status_code == 200, response.content
    return response.json()["results"]


def test_a_line_says_its_source_and_its_hash(month, alice, api_of):
    (row,) = results(api_of(alice).get(f"{ROOT}/ledger-lines/"))
    line = LedgerLine.objects.get(person=alice)
    assert (row["points"], row["period"], row["source"]) == (15, "2026-03", f"verdict:{line.verdict_id}")
    assert (row["hash"], row["component"]) == (bytes(line.hash).hex(), "finding.market_signal.competitor")


@pytest.mark.parametrize(
    ("who", "seen"), [("alice", 1), ("bob", 1), ("boris", 1), ("odile", 3), ("diane", 3), ("celine", 0)]
)
def test_each_role_sees_its_reach(request, month, api_of, who, seen):
    rows = results(api_of(request.getfixturevalue(who)).get(f"{ROOT}/statements/"))
    assert len(rows) == seen


def test_out_of_reach_is_not_found_and_writing_is_refused(month, alice, david, api_of):
    line, statement = LedgerLine.objects.get(person=david), Statement.objects.get(person=alice)
    client = api_of(alice)
    assert client.get(f"{ROOT}/ledger-lines/{line.pk}/").status_code == 404
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(f"{ROOT}/statements/{statement.pk}/", {"amount": "9999"}).status_code in {403, 405}
    statement.refresh_from_db()
    assert statement.amount == 7.5


def test_contributions_and_scores_carry_their_n(month, alice, chloe, api_of):
    (row,) = results(api_of(alice).get(f"{ROOT}/contributions/?as_of={DAY}"))
    assert (row["points_part"], row["n_points"], row["n_acceptance"]) == ("0.0500", 1, 0)
    assert len(results(api_of(chloe).get(f"{ROOT}/marketing-scores/"))) == 1
    assert api_of(alice).get(f"{ROOT}/marketing-scores/").status_code == 403


def test_a_line_is_contested_once(month, alice, api_of, settings):
    settings.APP_CLOCK = "2026-03-12T09:00:00+00:00"
    line = LedgerLine.objects.get(person=alice)
    client, url = api_of(alice), f"{ROOT}/ledger-lines/{line.pk}/dispute/"
    assert client.post(url, {"reason": ""}, format="json").status_code == 422
    assert client.post(url, {"reason": "Il manque un point"}, format="json").status_code == 201
    again = client.post(url, {"reason": "Encore"}, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "already_disputed")
    assert Dispute.objects.get().line == line


def test_anonymous_people_get_401(month, client):
    assert client.get(f"{ROOT}/ledger-lines/").status_code == 401
