"""The parts of an amount always add up to it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.splitting import split_money, split_points

WEIGHTS = st.lists(st.integers(0, 1000), min_size=1, max_size=30).filter(any)


def test_the_largest_remainder_takes_the_cent_left_over():
    assert split_money(Decimal("100.00"), [40, 40, 20]) == [Decimal("40.00"), Decimal("40.00"), Decimal("20.00")]
    assert split_money(Decimal("0.05"), [1, 1, 1]) == [Decimal("0.02"), Decimal("0.02"), Decimal("0.01")]
    assert split_points(10, [1, 1, 1]) == [4, 3, 3]
    assert split_points(20, [Decimal("0.4"), Decimal("0.2"), Decimal("0.4")]) == [8, 4, 8]


def test_a_negative_amount_is_split_like_its_opposite():
    assert split_points(-10, [1, 1, 1]) == [-4, -3, -3]


def test_weights_that_mean_nothing_are_refused():
    with pytest.raises(ValueError, match="zero"):
        split_points(10, [0, 0])
    with pytest.raises(ValueError, match="negative"):
        split_points(10, [1, -1])
    with pytest.raises(ValueError, match="two decimals"):
        split_money(Decimal("1.001"), [1])


@given(st.integers(-(10**9), 10**9), WEIGHTS)
def test_points_add_up_and_none_is_a_whole_point_off(points, weights):
    parts = split_points(points, weights)
    assert sum(parts) == points
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - points * weight / sum(weights)) < 1 + 1e-6


@given(st.decimals(0, 10**9, places=2), WEIGHTS)
def test_cents_add_up(amount, weights):
    parts = split_money(amount, weights)
    assert sum(parts) == amount
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if not weight)
