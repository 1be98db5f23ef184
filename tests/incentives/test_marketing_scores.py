"""Marketing scores: returns, handoffs and reviews of ninety days, costs and margins never multiplied."""

from datetime import timedelta
from decimal import Decimal

import pytest

from debrief.models import Debrief
from incentives.models import MarketingScoreSnapshot
from incentives.rules.scores import marketing_score
from incentives.services.marketing_scores import compute_marketing_scores
from leads.models import CampaignCost
from tests.factories.incentives import DAY, NOON, campaign, filed, handoff, won_deal

TODAY = NOON.date()


def cost(source, amount, by, kind="spend", day=DAY, reverses=None):
    return CampaignCost.objects.create(
        campaign=source, day=day, amount=Decimal(amount), kind=kind, label="Stand", recorded_by=by, reverses=reverses
    )


@pytest.fixture
def score(chloe):
    def compute(day=TODAY):
        compute_marketing_scores(day, now=NOON)
        return MarketingScoreSnapshot.objects.get(person=chloe, as_of=day)

    return compute


def test_three_wins_never_triple_a_cost_and_a_campaign_without_win_counts(alice, chloe, score):
    winner, loser = campaign(chloe), campaign(chloe)
    cost(winner, "1000.00", chloe)
    cost(loser, "500.00", chloe)
    for amount in ("3000.00", "2000.00", "1000.00"):
        won_deal(alice, [(winner, "1")], amount=Decimal(amount), margin=Decimal(amount) * Decimal("0.4"))
    row = score()
    assert (row.roi, row.n_roi) == (Decimal("0.6000"), 2)  # (2400 − 1500) / 1500
    assert row.score == Decimal("60.0")


def test_credits_and_reversals_bring_the_cost_back(alice, chloe, score):
    source = campaign(chloe)
    mistake = cost(source, "700.00", chloe)
    cost(source, "700.00", chloe, kind="reversal", reverses=mistake)
    cost(source, "1000.00", chloe)
    cost(source, "200.00", chloe, kind="credit")
    won_deal(alice, [(source, "1")], margin=Decimal("1200.00"))
    assert score().roi == Decimal("0.5000")


def test_without_cost_there_is_no_return_and_the_part_does_not_count(alice, chloe, score):
    won_deal(alice, [(campaign(chloe), "1")])
    handoff(alice, chloe)
    handoff(alice, chloe, "rejected")
    handoff(alice, chloe, "expired", in_time=False)
    row = score()
    assert (row.roi, row.roi_part, row.n_roi, row.n_handoff) == (None, None, 0, 2)
    assert row.score == Decimal("50.0")


def test_reviews_count_when_due(alice, chloe, score):
    for number, closed in enumerate((NOON - timedelta(hours=1), NOON + timedelta(hours=1), None)):
        debrief = filed(alice, DAY - timedelta(days=number), reviewer=chloe)
        state = "closed" if closed else "in_review"
        Debrief.objects.filter(pk=debrief.pk).update(state=state, closed_at=closed, review_due_at=NOON)
    row = score()
    assert (row.n_review, row.review_part, row.score) == (3, Decimal("0.3333"), Decimal("33.3"))


def test_the_statement_in_sql_is_the_rule(alice, chloe, score):
    source = campaign(chloe)
    cost(source, "900.00", chloe)
    won_deal(alice, [(source, "0.5"), (None, "0.5")], margin=Decimal("3000.00"))
    for decision in ("accepted", "accepted", "rejected"):
        handoff(alice, chloe, decision)
    row = score()
    rule = marketing_score(roi=Decimal(600) / 900, campaigns=1, accepted=2, decided=3, in_time=0, due=0)
    assert row.score == rule == Decimal("66.7")


def test_ninety_days_and_no_more(alice, chloe, score):
    cost(campaign(chloe), "100.00", chloe, day=TODAY - timedelta(days=90))
    assert score().roi is None
    cost(campaign(chloe), "100.00", chloe, day=TODAY - timedelta(days=89))
    assert score().roi == Decimal("-1.0000")
