"""The figures of the lead-quality dashboard as chart geometry."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import charts
from leads.selectors.quality.board import Board
from leads.selectors.quality.cohorts import conversion_chart


@dataclass(frozen=True)
class Charts:
    answers: Any
    conversion: Any
    refusals: Any


def charts_of(shown: Board) -> Charts:
    """What became of each cohort's handoffs, the share that converted, and why leads were refused."""
    labels = [cohort.label for cohort in shown.cohorts]
    layers = (
        ("accent", _("Accepted by sales"), "accepted"),
        ("warm", pgettext("handoffs", "Refused"), "rejected"),
        ("hot", pgettext("handoffs", "Expired"), "expired"),
        ("cold", pgettext("handoffs", "Waiting"), "waiting"),
    )
    return Charts(
        answers=charts.stacked(
            labels,
            [
                charts.Series(key, label, [cohort.tally[measure] for cohort in shown.cohorts])
                for key, label, measure in layers
            ],
        ),
        conversion=conversion_chart(shown.cohorts, _("Within 90 days, %"), _("So far, still open, %")),
        refusals=[(one.name, one.n, "warm", str(one.n)) for one in shown.refusals],
    )
