"""Lead quality over the API: the figures of the page, the period before included, for those who may read it."""

import pytest

from leads.models import Lead
from leads.selectors.quality.asked import Asked
from leads.selectors.quality.board import board
from leads.services.campaigns import close_campaign
from leads.services.forms import build_form
from leads.services.handoff import accept_handoff
from tests.factories.leads import CampaignFactory
from tests.leads.quality import two_months
from tests.leads.test_build_forms import CONSENT, TEXTS, usual

pytestmark = pytest.mark.django_db
MARCH = {"first": "2026-03-01", "last": "2026-03-31"}


@pytest.fixture
def history(campaign, chloe, alice, david, reason, noon):
    two_months(campaign, by=chloe, reps=(alice, david), reason=reason, noon=noon)


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize("by", ["campaign", "channel", "segment", "rep", "team"])
def test_the_figures_are_those_of_the_page(chloe, api_of, by):
    told = api_of(chloe).get("/api/v1/lead-quality/", MARCH | {"by": by}).json()
    shown = board(chloe, Asked.of(MARCH | {"by": by}))
    for line, row in zip([*shown.lines, shown.total], [*told["rows"], told["total"]], strict=True):
        assert row["counts"] == {**line.sent.counts, **line.caught.counts}
        assert row["counts_before"] == {**line.was_sent.counts, **line.was_caught.counts}
        assert (row["cost"], row["cost_before"]) == (str(line.caught.cost), str(line.was_caught.cost))
    assert (told["total"]["counts"]["sent"], told["total"]["counts_before"]["sent"]) == (6, 3)


@pytest.mark.usefixtures("history")
def test_reasons_and_cohorts_come_with_them(chloe, api_of):
    told = api_of(chloe).get("/api/v1/lead-quality/", MARCH).json()
    assert [(one["n"], one["before"], one["share"]) for one in told["refusals"]] == [(1, 0, "1.000000")]
    assert [(one["first"], one["counts"]["sent"], one["ripe"]) for one in told["cohorts"]] == [("2026-03-09", 6, True)]


def test_before_the_first_night_there_is_nothing(chloe, api_of):
    told = api_of(chloe).get("/api/v1/lead-quality/").json()
    assert told == {
        "as_of": None, "first": None, "last": None, "total": None, "rows": [], "refusals": [], "cohorts": [],
    }  # fmt: skip


def test_a_rep_reads_the_contract_and_not_the_quality(alice, api_of):
    assert api_of(alice).get("/api/v1/lead-quality/").status_code == 403
    assert api_of(alice).get("/api/v1/lead-contract/").status_code == 200


def test_a_rep_reassigns_nobodys_leads(handoff, alice, amine, api_of, client_of):
    mine = accept_handoff(handoff, by=alice).lead
    asked = {"leads": [mine.pk], "to": amine.pk}
    assert api_of(alice).post("/api/v1/leads/bulk/reassign/", asked, format="json").status_code == 403
    page = client_of(alice).post("/leads/bulk/", {"lead": mine.pk, "verb": "reassign", "to": amine.pk})
    assert (page.status_code, Lead.objects.get().owner) == (403, alice)


def test_a_form_opens_and_closes_over_the_api_and_a_rep_does_neither(chloe, alice, api_of):
    form = build_form(by=chloe, campaign=CampaignFactory(owner=chloe), texts=TEXTS, fields=usual(), consent=CONSENT)
    for verb, state in (("open", "live"), ("close", "closed")):
        assert api_of(alice).post(f"/api/v1/forms/{form.pk}/{verb}/").status_code == 403
        assert api_of(chloe).post(f"/api/v1/forms/{form.pk}/{verb}/").status_code == 200
        form.refresh_from_db()
        assert form.state == state
    close_campaign(form.campaign, by=chloe)
    refused = api_of(chloe).post(f"/api/v1/forms/{form.pk}/open/")
    form.refresh_from_db()
    assert (refused.status_code, form.state) == (409, "closed")
    assert set(refused.json()) == {"code", "detail", "fields", "request_id"}
