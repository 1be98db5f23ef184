"""One rounding, one division."""

from decimal import Decimal

from core.numbers import change, ratio, round_half_up, round_money, round_points


def test_halves_go_away_from_zero():
    assert round_money("2.005") == Decimal("2.01")
    assert round_points(Decimal("2.5")) == 3
    assert round_points(Decimal("-2.5")) == -3
    assert round_half_up("46.25", 1) == Decimal("46.3")


def test_a_division_by_zero_has_no_result():
    assert ratio(5, 0) is None
    assert ratio(1, 4) == Decimal("0.25")


def test_a_change_is_a_share_of_what_was():
    assert change(150, 100) == Decimal("0.5")
    assert change(-50, -100) == Decimal("0.5")
    assert change(5, 0) is None
