"""Caps, carried debt and rounding, whatever the month in which lines are posted."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from incentives.rules.statement import Caps, DayPoints, prorated, summarise

MARCH, FEBRUARY = (2026, 3), (2026, 2)
CAPS = {MARCH: Caps(60, 800), FEBRUARY: Caps(60, 800)}
HALF = Decimal("0.50")


def day(number, now, before=0, month=3):
    return DayPoints(date(2026, month, number), now, before)


def test_a_day_counts_sixty_points_at_most():
    result = summarise([day(2, 75), day(3, 40)], caps=CAPS, point_value=HALF)
    assert (result.points, result.cut_by_day, result.capped_points, result.amount) == (115, 15, 100, Decimal("50.00"))


def test_a_month_counts_eight_hundred_points_at_most():
    result = summarise([day(number, 60) for number in range(1, 21)], caps=CAPS, point_value=HALF)
    assert (result.points, result.cut_by_month, result.amount) == (1200, 400, Decimal("400.00"))


def test_adjustments_stand_outside_the_caps():
    result = summarise([day(2, 75)], caps=CAPS, adjustments=30, point_value=HALF)
    assert (result.capped_points, result.amount) == (90, Decimal("45.00"))


def test_a_late_line_does_not_escape_the_cap_of_its_day():
    result = summarise([day(27, 20, before=50, month=2), day(2, 10)], caps=CAPS, point_value=HALF)
    assert (result.points, result.capped_points) == (30, 20)


def test_what_the_cap_had_cut_is_not_taken_back():
    result = summarise([day(27, -10, before=80, month=2)], caps=CAPS, point_value=HALF)
    assert (result.points, result.capped_points, result.amount) == (-10, 0, Decimal("0.00"))


def test_a_debt_is_carried_and_never_paid_twice():
    first = summarise([day(27, -15, before=15, month=2)], caps=CAPS, point_value=HALF)
    assert (first.capped_points, first.amount, first.carried_out) == (-15, Decimal("0.00"), -15)
    second = summarise([day(2, 40)], caps=CAPS, carried_in=first.carried_out, point_value=HALF)
    assert (second.payable, second.amount, second.carried_out) == (25, Decimal("12.50"), 0)


def test_money_is_rounded_half_up_once():
    assert summarise([day(2, 5)], caps=CAPS, point_value=Decimal("0.333")).amount == Decimal("1.67")


def test_a_target_follows_the_days_worked():
    assert prorated(Decimal(300), 11, 22) == Decimal("150.00")
    assert prorated(Decimal(300), 22, 22, Decimal("0.8")) == Decimal("240.00")
    assert prorated(Decimal(300), 0, 0) == Decimal("0.00")


@given(st.lists(st.tuples(st.integers(0, 27), st.integers(0, 90), st.integers(0, 2)), max_size=30))
def test_all_statements_together_pay_what_all_lines_together_are_worth(lines):
    """However lines are spread over posting months, their statements add up to one statement of everything."""
    start = date(2026, 3, 1)
    posted = {}
    for offset, points, book in lines:
        posted.setdefault(start + timedelta(days=offset), [0, 0, 0])[book] += points
    paid = 0
    for book in range(3):
        days = [DayPoints(on, per[book], sum(per[:book])) for on, per in posted.items()]
        paid += summarise(days, caps=CAPS).capped_points
    assert paid == summarise([DayPoints(on, sum(per)) for on, per in posted.items()], caps=CAPS).capped_points
