"""Captured → qualified → handed off → accepted → converted → won, with rates and what they are rates of."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from core.numbers import ratio
from leads.selectors.roi_figures import Figures

STEPS: tuple[tuple[str, Any], ...] = (
    ("leads", pgettext_lazy("leads", "Captured")),
    ("mql", pgettext_lazy("leads", "Qualified")),
    ("handed_off", pgettext_lazy("leads", "Handed off")),
    ("sal", pgettext_lazy("leads", "Accepted")),
    ("opportunities", pgettext_lazy("leads", "Converted")),
    ("won", pgettext_lazy("leads", "Won")),
)


@dataclass(frozen=True)
class Step:
    """One step of the funnel; the rate is over the step before, whose count is `of`."""

    key: str
    label: str | Promise
    count: int
    of: int | None
    rate: Decimal | None


def funnel(figures: Figures) -> list[Step]:
    """The steps of these figures' cohort: leads captured in the period, wherever they are now."""
    found: list[Step] = []
    for key, label in STEPS:
        before = found[-1].count if found else None
        count = figures.counts[key]
        found.append(Step(key, label, count, before, None if before is None else ratio(count, before)))
    return found
