"""Agreement beyond chance against examples worked by hand, and the draw of second opinions."""

from decimal import Decimal

import pytest
from django.utils import translation

from core.templatetags.fmt import ratio
from debrief.rules.fairness import cohen, is_drawn


def pairs(**cells):
    """yes_no=5 is five findings kept by the first reviewer and refused by the second."""
    return [tuple(cell.split("_")) for cell, count in cells.items() for _ in range(count)]


def test_two_reviewers_on_fifty_findings():
    # po = 35/50 = 0.7; pe = 0.5 × 0.6 + 0.5 × 0.4 = 0.5; κ = 0.2/0.5 = 0.4
    # variance = (0.10972 + 0.10188 − 0.01) / (50 × 0.25) = 0.016128; 1.96 × 0.12700 = 0.2489
    found = cohen(pairs(yes_yes=20, yes_no=5, no_yes=10, no_no=15))
    assert (found.n, found.agreed, found.share) == (50, 35, Decimal("0.7"))
    assert found.kappa == Decimal("0.4")
    assert (round(found.low, 3), round(found.high, 3)) == (Decimal("0.151"), Decimal("0.649"))


def test_three_decisions_of_which_one_is_disputed():
    # rows a 5, b 3, c 2; columns a 4, b 4, c 2: po = 9/10, pe = (20 + 12 + 4)/100 = 0.36, κ = 0.54/0.64 = 0.84375
    found = cohen(pairs(a_a=4, a_b=1, b_b=3, c_c=2))
    assert found.kappa == Decimal("0.843750")
    assert found.high == Decimal(1)


def test_a_figure_is_rounded_once():
    # κ = 0.705094: 0.705 first would then be 0.70
    found = cohen(pairs(yes_yes=76, no_no=7, no_yes=2, yes_no=3))
    assert found.kappa == Decimal("0.705094")
    with translation.override("en"):
        assert ratio(found.kappa) == "0.71"


@pytest.mark.parametrize(
    ("given", "kappa"),
    [
        (pairs(yes_yes=5, no_no=5), Decimal(1)),
        (pairs(yes_no=4, no_yes=4), Decimal(-1)),
        (pairs(yes_yes=1, yes_no=1, no_yes=1, no_no=1), Decimal(0)),
    ],
)
def test_perfect_opposite_and_chance(given, kappa):
    assert cohen(given).kappa == kappa


def test_when_chance_explains_everything_there_is_no_kappa():
    for given in (pairs(yes_yes=7), []):
        found = cohen(given)
        assert (found.kappa, found.low, found.high) == (None, None, None)


def test_kappa_does_not_depend_on_the_order():
    given = pairs(yes_yes=9, yes_no=3, no_yes=2, no_no=6)
    assert cohen(given) == cohen(reversed(given))


def test_the_draw_is_the_same_each_time_and_grows_with_the_share():
    five = {pk for pk in range(5000) if is_drawn(pk, Decimal(5), "salt")}
    twenty = {pk for pk in range(5000) if is_drawn(pk, Decimal(20), "salt")}
    assert five == {pk for pk in range(5000) if is_drawn(pk, Decimal(5), "salt")}
    assert five < twenty
    assert 200 < len(five) < 300
    assert not any(is_drawn(pk, Decimal(0), "salt") for pk in range(500))
    assert all(is_drawn(pk, Decimal(100), "salt") for pk in range(500))
