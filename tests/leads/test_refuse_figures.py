"""The pages of figures: whose numbers nobody else reads, through the page, its rows, its file or the API."""

import pytest

from tests.leads.refusals import told
from tests.leads.test_contract_board import history  # noqa: F401  four handoffs of two teams

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history")]
ALL = {"period": "all"}


def _sent(api, **asked):
    return api.get("/api/v1/lead-contract/", ALL | asked).json()["total"]["counts"].get("sent", 0)


def test_a_manager_reads_nothing_of_another_team_however_she_asks(bob, boris, south, north, david, api_of):
    whole = _sent(api_of(bob))
    assert (whole, _sent(api_of(boris))) == (3, 1)
    assert _sent(api_of(bob), team=str(north.pk)) == whole
    assert [_sent(api_of(bob), **asked) for asked in ({"team": str(south.pk)}, {"rep": str(david.pk)})] == [0, 0]


def test_a_figure_of_another_team_opens_to_no_row(bob, chloe, south, client_of):
    figure = {"figure": f"sent~2026-01-01~2026-07-31~team={south.pk}"}
    for who, rows in ((chloe, 1), (bob, 0)):
        assert len(client_of(who).get("/handoffs/all/", figure).context["listing"].rows) == rows


def test_a_rep_reads_her_own_part_and_no_other(alice, amine, david, api_of):
    mine = _sent(api_of(alice))
    assert _sent(api_of(alice), rep=str(david.pk)) == 0
    assert (mine, _sent(api_of(alice), rep=str(alice.pk)), _sent(api_of(amine))) == (2, 2, 1)


def test_sales_do_not_read_the_quality_of_leads_nor_what_they_cost(alice, bob, api_of, client_of):
    for who in (alice, bob):
        told(api_of(who).get("/api/v1/lead-quality/"), 403, "permission_denied")
        for address in ("/leads/quality/", "/leads/quality/export/", "/campaigns/costs/", "/roi/", "/roi/deals/"):
            assert client_of(who).get(address).status_code == 403, address


def test_whoever_has_no_role_reads_neither(nora, api_of, client_of):
    for address in ("lead-quality/", "lead-contract/", "lead-contract/terms/"):
        told(api_of(nora).get(f"/api/v1/{address}"), 403, "permission_denied")
    assert [client_of(nora).get(page).status_code for page in ("/contract/", "/contract/terms/")] == [403, 403]


@pytest.mark.parametrize("asked", [{"team": "9" * 30}, {"team": "-1"}, {"rep": "x"}, {"band": "9"}, {"by": "luck"},
                                   {"period": "century"}, {"first": "0001-01-01", "last": "9999-12-31"}])  # fmt: skip
def test_a_choice_that_is_none_is_left_aside(chloe, api_of, asked):
    for address in ("lead-contract/", "lead-quality/"):
        answer = api_of(chloe).get(f"/api/v1/{address}", asked)
        assert answer.status_code == 200
