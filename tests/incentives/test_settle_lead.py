"""Points of handoffs, won leads, reviews and returns: both sides, once, and taken back when undone."""

from datetime import date, timedelta
from decimal import Decimal

from debrief.models import Debrief
from incentives.models import LedgerLine, MarketingScoreSnapshot
from incentives.services.settling import settle_all_points, settle_lead_points
from leads.models import Campaign, Outcome, RevenueAttribution
from tests.factories.incentives import DAY, NOON, at, campaign, filed, finding, handoff, judged, planned, won_deal


def booked(person):
    rows = LedgerLine.objects.filter(person=person).order_by("pk")
    return list(rows.values_list("component__rule", "kind", "points"))


def test_a_handoff_accepted_in_time_pays_the_rep_five_and_the_marketer_four(paid_alice, paid_chloe):
    given = handoff(paid_alice, paid_chloe)
    assert settle_lead_points(handoff_id=given.pk, now=NOON) == 2
    assert settle_lead_points(handoff_id=given.pk, now=NOON) == 0
    assert booked(paid_alice) == [("handoff", "earned", 5)]
    assert booked(paid_chloe) == [("handoff", "earned", 4)]


def test_refusing_in_time_pays_the_rep_alike_and_the_marketer_nothing(paid_alice, paid_chloe):
    handoff(paid_alice, paid_chloe, "rejected")
    settle_all_points(NOON)
    assert (booked(paid_alice), booked(paid_chloe)) == ([("handoff", "earned", 5)], [("handoff", "earned", 0)])


def test_late_expired_or_pending_handoffs_pay_nobody(paid_alice, paid_chloe):
    handoff(paid_alice, paid_chloe, "rejected", in_time=False)
    handoff(paid_alice, paid_chloe, "expired", in_time=False)
    handoff(paid_alice, paid_chloe, "pending", in_time=None)
    assert settle_all_points(NOON)["handoff"] == 4
    assert LedgerLine.objects.total() == 0


def test_a_won_lead_pays_each_campaign_owner_her_share_of_twenty(paid_alice, paid_chloe, celine):
    outcome = won_deal(paid_alice, [(campaign(paid_chloe), "0.40"), (campaign(celine), "0.20"), (None, "0.40")])
    assert settle_lead_points(lead_id=outcome.lead_id, now=NOON) == 1
    assert booked(paid_chloe) == [("lead_won", "earned", 8)]
    assert settle_all_points(NOON)["outcome"] == 0


def test_two_campaigns_of_one_owner_are_one_line(paid_alice, paid_chloe):
    won_deal(paid_alice, [(campaign(paid_chloe), "0.40"), (campaign(paid_chloe), "0.60")])
    settle_all_points(NOON)
    assert booked(paid_chloe) == [("lead_won", "earned", 20)]


def test_a_reopened_deal_takes_the_points_back(paid_alice, paid_chloe):
    outcome = won_deal(paid_alice, [(campaign(paid_chloe), "1")])
    settle_all_points(NOON)
    Outcome.objects.filter(pk=outcome.pk).update(superseded_at=NOON)
    assert settle_lead_points(lead_id=outcome.lead_id, now=NOON) == 1
    assert settle_all_points(NOON)["outcome"] == 0
    assert booked(paid_chloe) == [("lead_won", "earned", 20), ("lead_won", "reversed", -20)]


def test_an_attribution_made_anew_is_settled_anew(paid_alice, paid_chloe):
    outcome = won_deal(paid_alice, [(campaign(paid_chloe), "1")])
    settle_all_points(NOON)
    later = LedgerLine.objects.get().created_at + timedelta(seconds=1)
    RevenueAttribution.objects.filter(opportunity=outcome.opportunity).update(weight=Decimal("0.5"), computed_at=later)
    other = RevenueAttribution(opportunity=outcome.opportunity, bucket="field", model="u", weight=Decimal("0.5"))
    other.amount = other.margin = Decimal(0)
    other.closed_on, other.computed_at = DAY, later
    other.save()
    settle_all_points(NOON)
    assert [points for _rule, _kind, points in booked(paid_chloe)] == [20, -20, 10]


def test_a_campaign_that_changes_hands_does_not_move_points_already_earned(paid_alice, paid_chloe, celine, odile):
    planned(celine, odile, plan=paid_chloe.assignments.get().plan)
    won_deal(paid_alice, [(campaign(paid_chloe), "1")])
    settle_all_points(NOON)
    Campaign.objects.update(owner=celine)
    settle_all_points(NOON)
    settle_lead_points(lead_id=Outcome.objects.get().lead_id, now=NOON)
    assert (booked(paid_chloe), booked(celine)) == ([("lead_won", "earned", 20)], [])


def test_a_review_closed_in_time_pays_one_point_per_debrief(paid_alice, paid_chloe):
    debrief = filed(paid_alice, reviewer=paid_chloe)
    for _ in range(2):
        judged(finding(paid_alice), paid_chloe)
    settle_all_points(NOON)
    assert booked(paid_chloe) == []
    Debrief.objects.filter(pk=debrief.pk).update(
        state="closed", closed_at=NOON, review_due_at=NOON + timedelta(hours=1)
    )
    assert settle_all_points(NOON)["review"] == 1
    assert settle_all_points(NOON)["review"] == 0
    assert booked(paid_chloe) == [("review", "earned", 1)]


def test_a_late_review_is_settled_at_zero(paid_alice, paid_chloe):
    debrief = filed(paid_alice, reviewer=paid_chloe)
    judged(finding(paid_alice), paid_chloe)
    Debrief.objects.filter(pk=debrief.pk).update(
        state="closed", closed_at=NOON, review_due_at=NOON - timedelta(hours=1)
    )
    settle_all_points(NOON)
    assert booked(paid_chloe) == [("review", "earned", 0)]


def test_the_return_of_a_month_is_paid_once_from_its_last_day(paid_chloe):
    for day in (date(2026, 3, 30), date(2026, 3, 31)):
        MarketingScoreSnapshot.objects.create(
            person=paid_chloe, as_of=day, roi=Decimal("0.6"), formula_version=1, computed_at=at(day, 23)
        )
    settle_all_points(at(date(2026, 4, 1)))
    assert settle_all_points(at(date(2026, 4, 1)))["return"] == 0
    assert booked(paid_chloe) == [("roi", "earned", 60)]
    assert LedgerLine.objects.get().period.key == "2026-03"
