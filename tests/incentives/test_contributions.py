"""Contributions: the decided formula, its n, the balance of the day, and the same rows twice."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.clock import end_utc
from incentives.models import ContributionSnapshot, LedgerLine
from incentives.rules.scores import contribution, marketing_score
from incentives.services.contributions import compute_contributions
from incentives.services.settling import settle_all_points
from tests.factories.incentives import DAY, NOON, finding, handoff, judged

TODAY = NOON.date()


def test_a_contribution_weighs_points_acceptance_and_handoffs(paid_alice, chloe):
    judged(finding(paid_alice), chloe)
    judged(finding(paid_alice, kind="remark"), chloe, "rejected")
    handoff(paid_alice, chloe)
    handoff(paid_alice, chloe, "expired", in_time=False)
    settle_all_points(NOON)
    compute_contributions(TODAY, now=NOON)
    row = ContributionSnapshot.objects.get(person=paid_alice)
    assert (row.earned, row.target, row.n_points, row.n_acceptance, row.n_handoff) == (20, Decimal("300.00"), 4, 2, 2)
    assert (row.points_part, row.acceptance_part, row.handoff_part) == (
        Decimal("0.0667"),
        Decimal("0.5"),
        Decimal("0.5"),
    )
    assert row.score == Decimal("28.3")  # 100 × (0.5 × 20/300 + 0.25 × 0.5 + 0.25 × 0.5)


def test_parts_without_anything_to_count_leave_the_mean_and_nothing_at_all_is_no_score(paid_alice, paid_david, chloe):
    handoff(paid_alice, chloe)
    compute_contributions(TODAY, now=NOON)
    assert ContributionSnapshot.objects.get(person=paid_alice).score == Decimal("100.0")
    empty = ContributionSnapshot.objects.get(person=paid_david)
    assert (empty.score, empty.n_points, empty.points) == (None, 0, 0)


def test_points_count_on_their_working_day_for_thirty_days(paid_alice, chloe):
    judged(finding(paid_alice), chloe)
    settle_all_points(NOON)
    for day, earned in (
        (DAY - timedelta(days=1), 0),
        (DAY, 15),
        (DAY + timedelta(days=29), 15),
        (DAY + timedelta(days=30), 0),
    ):
        compute_contributions(day, now=NOON)
        assert ContributionSnapshot.objects.get(person=paid_alice, as_of=day).earned == earned


def test_the_balance_is_what_was_written_before_the_end_of_the_day(paid_alice, chloe):
    judged(finding(paid_alice), chloe)
    settle_all_points(NOON)
    written = LedgerLine.objects.get().created_at.date()
    before = written - timedelta(days=2)
    assert LedgerLine.objects.get().created_at >= end_utc(before)
    for day, balance in ((before, 0), (written + timedelta(days=1), 15)):
        compute_contributions(day, now=NOON)
        assert ContributionSnapshot.objects.get(person=paid_alice, as_of=day).points == balance


def test_a_day_computed_twice_gives_the_same_rows_and_fingerprint(paid_alice, paid_david, chloe):
    judged(finding(paid_alice), chloe)
    settle_all_points(NOON)
    first = compute_contributions(TODAY, now=NOON)
    second = compute_contributions(TODAY, now=NOON + timedelta(hours=3))
    assert (first.sha, first.rows) == (second.sha, 2)
    assert ContributionSnapshot.objects.count() == 2


counts = st.integers(0, 40)


@given(points=st.integers(-50, 900), lines=counts, accepted=counts, decided=counts, in_time=counts, handoffs=counts)
def test_a_score_lies_between_0_and_100(points, lines, accepted, decided, in_time, handoffs):
    score = contribution(
        points=points, target=Decimal(300), lines=lines, accepted=min(accepted, decided), decided=decided,
        in_time=min(in_time, handoffs), handoffs=handoffs,
    )  # fmt: skip
    assert (score is None) == (lines == decided == handoffs == 0)
    assert score is None or 0 <= score <= 100


def test_the_marketing_formula_by_hand():
    parts = {"campaigns": 3, "accepted": 8, "decided": 10, "in_time": 9, "due": 12}
    assert marketing_score(roi=Decimal("0.6"), **parts) == Decimal("69.0")  # 30 + 24 + 15
    assert marketing_score(roi=Decimal("4"), **parts) == Decimal("89.0")
    assert marketing_score(roi=Decimal("-2"), **parts) == Decimal("39.0")
    assert marketing_score(roi=None, **parts) == Decimal("78.0")  # (24 + 15) / 0.5
