"""The pipeline counts deals once, by the day they were closed, in one's own scope."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from crm.choices import Origin
from crm.models import Opportunity
from crm.selectors.pipeline import pipeline
from crm.services.opportunities import lose_opportunity, win_opportunity
from tests.factories.crm import CompanyFactory, OpportunityFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 30)


def closed(owner, day, amount, won=True):
    deal = OpportunityFactory(company=CompanyFactory(owner=owner), owner=owner, origin=Origin.IMPORT)
    end = {"by": owner, "closed_on": day, "now": datetime(2026, 6, 30, 9, tzinfo=UTC)}
    return win_opportunity(deal, amount=amount, **end) if won else lose_opportunity(deal, reason="price", **end)


@pytest.fixture
def deals(alice, david):
    closed(alice, date(2026, 3, 2), Decimal("1000.00"))
    closed(alice, date(2026, 5, 2), Decimal("2500.50"))
    closed(alice, date(2026, 5, 3), None, won=False)
    closed(david, date(2026, 5, 4), Decimal("400.00"))
    OpportunityFactory(
        company=None, owner=alice, amount=Decimal("700.00"), stage="proposal", opened_on=date(2026, 6, 20)
    )


def test_all_time_sums_every_closed_deal(deals, odile):
    figures = pipeline(Opportunity.objects.visible_to(odile), first=None, last=None, today=TODAY)
    assert (figures.won_amount, figures.won, figures.lost) == (Decimal("3900.50"), 3, 1)
    assert figures.win_rate == Decimal("0.75")
    assert (figures.open, figures.open_amount) == (1, Decimal("700.00"))
    assert [(row.name, row.won_amount, row.won, row.lost) for row in figures.sellers] == [
        ("Alice Aubert", Decimal("3500.50"), 2, 1),
        ("David Durand", Decimal("400.00"), 1, 0),
    ]
    assert {step.key: step.count for step in figures.stages} == {
        "prospecting": 0, "engaging": 0, "proposal": 1, "negotiation": 0,
    }  # fmt: skip
    assert [step.count for step in figures.ages] == [1, 0, 0, 0]


def test_a_period_counts_what_was_closed_in_it(deals, odile):
    figures = pipeline(
        Opportunity.objects.visible_to(odile), first=date(2026, 5, 1), last=date(2026, 5, 31), today=TODAY
    )
    assert (figures.won_amount, figures.won, figures.lost) == (Decimal("2900.50"), 2, 1)


def test_nothing_closed_has_no_win_rate(alice):
    assert pipeline(Opportunity.objects.visible_to(alice), first=None, last=None, today=TODAY).win_rate is None


def test_a_rep_sees_her_team_only(deals, amine, client_of):
    response = client_of(amine).get(reverse("crm:pipeline"))
    assert response.context["figures"].won_amount == Decimal("3500.50")
    assert "David Durand" not in response.content.decode()


def test_what_you_see_is_what_you_export(deals, odile, client_of):
    response = client_of(odile).get(reverse("crm:pipeline_export"), {"format": "csv", "closed_from": "2026-05-01"})
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert any(line.startswith("Alice Aubert;Nord;2500,50;1;1;") for line in lines)
    assert any("David Durand;Sud;400,00;1;0;" in line for line in lines)


def test_the_page_needs_no_more_queries_for_more_sellers(deals, odile, client_of, django_assert_max_num_queries):
    client = client_of(odile)
    client.get(reverse("crm:pipeline"))
    with django_assert_max_num_queries(12):
        client.get(reverse("crm:pipeline"))
