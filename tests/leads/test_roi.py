"""Return: costs and revenue summed apart, campaigns without a win listed, no return without cost."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.models import ClosedMonth
from leads.models import CampaignCost, CampaignRoiSnapshot
from leads.rules.roi import cost_per, roi
from leads.services.campaigns import record_cost, reverse_cost
from leads.services.outcomes import settle_all_outcomes
from leads.services.roi import compute_campaign_roi
from tests.factories.leads import CampaignFactory
from tests.leads.deals import person, touch, won_deal

DAY = date(2026, 4, 30)
FEBRUARY = date(2026, 2, 10)


def test_three_wins_on_one_campaign_and_none_on_another(alice, chloe):
    wins, none, free = CampaignFactory(owner=chloe), CampaignFactory(owner=chloe), CampaignFactory(owner=chloe)
    for campaign in (wins, none):
        record_cost(campaign, by=chloe, day=FEBRUARY, amount=Decimal("600"), label="Stand")
        record_cost(campaign, by=chloe, day=FEBRUARY, amount=Decimal("400"), label="Flyers")
    for name in ("Ana Costa", "Marc Aubry", "Zoé Petit"):
        contact = person(alice, name)
        touch(contact, wins, FEBRUARY)
        won_deal(alice, [contact], "2000.00", margin="1000.00")
    settle_all_outcomes()
    result = compute_campaign_roi(DAY)
    figures = {row.campaign: row for row in CampaignRoiSnapshot.objects.all()}
    assert (figures[wins].cost, figures[wins].revenue_u, figures[wins].roi_u) == (1000, 6000, 2)
    assert (figures[none].cost, figures[none].revenue_u, figures[none].roi_u) == (1000, 0, -1)
    assert (figures[free].cost, figures[free].roi_u) == (0, None)
    assert result.rows == 3
    assert compute_campaign_roi(DAY).sha == result.sha


def test_a_credit_and_a_reversal_take_back_and_reversing_a_credit_gives_again(chloe):
    campaign = CampaignFactory(owner=chloe)
    spent = record_cost(campaign, by=chloe, day=FEBRUARY, amount=Decimal("500"), label="Stand")
    credit = record_cost(campaign, by=chloe, day=FEBRUARY, amount=Decimal("80"), kind="credit", label="Avoir")
    assert CampaignCost.objects.net()["total"] == Decimal("420")
    reverse_cost(credit, by=chloe)
    assert CampaignCost.objects.net()["total"] == Decimal("500")
    reverse_cost(spent, by=chloe)
    compute_campaign_roi(DAY)
    assert CampaignRoiSnapshot.objects.get().cost == 0


def test_a_return_without_cost_is_none_never_infinite():
    assert roi(Decimal(100), Decimal(0)) is None
    assert roi(Decimal(0), Decimal(100)) == Decimal("-1.0000")
    assert cost_per(Decimal(100), 0) is None
    assert cost_per(Decimal(100), 3) == Decimal("33.33")


@pytest.mark.parametrize("statement", ["UPDATE leads_campaigncost SET amount = 1", "DELETE FROM leads_campaigncost"])
@pytest.mark.parametrize("role", ["app_rw", "app_owner"])
def test_a_cost_is_never_edited_nor_deleted(chloe, statement, role):
    record_cost(CampaignFactory(owner=chloe), by=chloe, day=FEBRUARY, amount=Decimal("5"), label="Stand")
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(statement)
        cursor.execute("SET LOCAL ROLE app_rw")
    assert CampaignCost.objects.get().amount == 5


def test_a_closed_month_takes_no_cost_and_no_figure(chloe, odile, noon):
    campaign = CampaignFactory(owner=chloe)
    ClosedMonth.objects.create(month=date(2026, 2, 1), closed_at=noon, closed_by=odile)
    with pytest.raises(IntegrityError), transaction.atomic():
        CampaignCost.objects.create(campaign=campaign, day=FEBRUARY, amount=1, label="x", recorded_by=chloe)
    with pytest.raises(IntegrityError), transaction.atomic():
        compute_campaign_roi(FEBRUARY)
    assert not CampaignRoiSnapshot.objects.exists()
