"""The funnel counts a cohort and says of how many each rate is."""

from decimal import Decimal

from leads.selectors.funnel import funnel
from leads.selectors.roi_figures import MODELS, Figures

ZERO = Decimal("0.00")


def figures(**counts):
    names = ("leads", "mql", "handed_off", "sal", "opportunities", "won", "deals")
    none = dict.fromkeys(MODELS, ZERO)
    return Figures(ZERO, {name: counts.get(name, 0) for name in names}, none, none)


def test_each_rate_is_over_the_step_before():
    steps = funnel(figures(leads=200, mql=100, handed_off=80, sal=60, opportunities=30, won=12))
    assert [(step.key, step.of, step.rate) for step in steps] == [
        ("leads", None, None),
        ("mql", 200, Decimal("0.5")),
        ("handed_off", 100, Decimal("0.8")),
        ("sal", 80, Decimal("0.75")),
        ("opportunities", 60, Decimal("0.5")),
        ("won", 30, Decimal("0.4")),
    ]


def test_nothing_captured_gives_no_rate_and_no_division():
    assert [step.rate for step in funnel(figures())] == [None] * 6


def test_shares_and_costs_without_divisor_are_none():
    nothing = figures()
    assert (nothing.qualified_share, nothing.per_accepted, nothing.roi("u"), nothing.range) == (None, None, None, None)
