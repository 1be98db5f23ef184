"""The arithmetic of points: one formula, one rounding, and the same in SQL."""

from decimal import Decimal
from itertools import combinations_with_replacement, product

import pytest
from django.db import connection

from incentives.rules.points import (
    DEFAULT_PARAMETERS,
    FindingFacts,
    finding_points,
    lead_won_points,
    marketer_handoff_points,
    rep_handoff_points,
    roi_points,
    shared_points,
)
from tests.factories.incentives import finding, judged

NOVELTIES = list(DEFAULT_PARAMETERS["novelty"])
TIMES = list(DEFAULT_PARAMETERS["timeliness"])
GRADES = list(DEFAULT_PARAMETERS["grade"])
WEIGHTS = [Decimal(cents) / 100 for cents in (1, 2, 19, 20, 33, 34, 40, 50, 67, 99, 100)]


@pytest.mark.parametrize(
    ("base", "novelty", "timeliness", "grade", "points"),
    [
        (15, "new", "hot", "useful", 15),
        (15, "new", "hot", "rich", 19),  # 18.75
        (6, "new", "hot", "rich", 8),  # 7.5, half-up
        (15, "new", "warm", "useful", 11),  # 10.5, half-up
        (15, "confirms_stale", "warm", "rich", 5),  # 5.25, rounded once
        (12, "confirms_fresh", "hot", "useful", 1),  # 0.6
        (12, "known", "hot", "rich", 0),
    ],
)
def test_a_finding_is_base_times_three_factors_rounded_half_up_once(base, novelty, timeliness, grade, points):
    assert finding_points(base, FindingFacts("accepted", novelty, timeliness, grade), DEFAULT_PARAMETERS) == points


@pytest.mark.parametrize("decision", ["duplicate", "rejected"])
def test_a_duplicate_or_a_refusal_brings_nothing(decision):
    assert finding_points(15, FindingFacts(decision, "new", "hot", "rich"), DEFAULT_PARAMETERS) == 0


@pytest.mark.parametrize("base", [*range(51), 99, 100, 101, 999, 1000, 9999, 10_000])
def test_points_are_whole_never_negative_and_at_most_half_a_point_from_the_product(base):
    for novelty, time, grade in product(NOVELTIES, TIMES, GRADES):
        points = finding_points(base, FindingFacts("amended", novelty, time, grade), DEFAULT_PARAMETERS)
        exact = base * Decimal(DEFAULT_PARAMETERS["novelty"][novelty])
        exact *= Decimal(DEFAULT_PARAMETERS["timeliness"][time]) * Decimal(DEFAULT_PARAMETERS["grade"][grade])
        assert isinstance(points, int)
        assert points >= 0
        assert Decimal("-0.5") < points - exact <= Decimal("0.5")


@pytest.mark.parametrize("authors", range(1, 10))
def test_a_shared_discovery_adds_up_and_differs_by_one_point_at_most(authors):
    for points in range(501):
        shares = shared_points(points, authors)
        assert sum(shares) == points
        assert max(shares) - min(shares) <= 1
        assert shares == sorted(shares, reverse=True)


def test_accepting_or_refusing_in_time_earns_alike():
    assert [rep_handoff_points(5, decision=kind, in_time=True) for kind in ("accepted", "rejected", "expired")] == [
        5,
        5,
        0,
    ]
    assert rep_handoff_points(5, decision="accepted", in_time=False) == 0
    assert [marketer_handoff_points(4, decision=kind) for kind in ("accepted", "rejected", "expired")] == [4, 0, 0]


@pytest.mark.parametrize("buckets", range(1, 5))
def test_a_won_lead_divides_exactly_over_its_buckets(buckets):
    for weights in combinations_with_replacement(WEIGHTS, buckets):
        shares = lead_won_points(20, [(f"campaign:{index}", weight) for index, weight in enumerate(weights)])
        assert sum(shares.values()) == 20


@pytest.mark.parametrize("buckets", range(1, 101))
def test_a_won_lead_divides_exactly_over_buckets_of_one_weight(buckets):
    shares = lead_won_points(20, [(f"campaign:{index}", Decimal("0.01")) for index in range(buckets)])
    assert sum(shares.values()) == 20
    assert max(shares.values()) - min(shares.values()) <= 1


def test_return_is_kept_between_zero_and_two():
    given_rois = [None, Decimal("-1"), Decimal("0.125"), Decimal("1.005"), Decimal("7")]
    assert [roi_points(100, roi) for roi in given_rois] == [0, 0, 13, 101, 200]


def test_the_database_says_the_same_price_for_every_combination(paid_alice, chloe):
    """`earns` of the contract is written apart from the ledger: both must always agree."""
    expected = {}
    for novelty in NOVELTIES:
        for grade in GRADES:
            found = finding(paid_alice, kind="company_fact", novelty=novelty)
            verdict = judged(found, chloe, grade=grade)
            facts = FindingFacts("accepted", novelty, "hot", grade)
            expected[verdict.pk] = finding_points(6, facts, DEFAULT_PARAMETERS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT verdict_id, points FROM incentives_deserved")
        assert dict(cursor.fetchall()) == expected
        cursor.execute("SELECT sum(earns) FROM contract.debriefs")
        assert cursor.fetchone()[0] == sum(expected.values())
