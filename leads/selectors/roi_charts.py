"""The dashboard's figures as chart geometry."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import charts
from core.templatetags.fmt import locale
from leads.selectors.roi_dashboard import Dashboard

MOST = Decimal("0.9")


@dataclass(frozen=True)
class Charts:
    quality: Any
    money: Any
    funnel: Any
    lowest: Decimal
    highest: Decimal


def charts_of(shown: Dashboard) -> Charts:
    """Leads by quality, cost beside attributed margin, the funnel, and the common scale of the returns."""
    series, labels = shown.series, [_label(day, weekly=shown.series.weekly) for day in shown.series.steps]
    lows = [one.low for one in shown.ranked if one.low is not None]
    highs = [one.high for one in shown.ranked if one.high is not None]
    return Charts(
        quality=charts.stacked(
            labels,
            [
                charts.Series("accent", _("Accepted by sales"), series.accepted),
                charts.Series("warm", _("Qualified, not accepted"), series.qualified),
                charts.Series("cold", _("Not qualified"), series.others),
            ],
        ),
        money=charts.line(
            labels,
            [
                charts.Series("accent", _("Attributed margin"), series.margin),
                charts.Series("warm", _("Cost"), series.cost),
            ],
        ),
        funnel=charts.funnel([str(step.label) for step in shown.steps], [step.count for step in shown.steps]),
        lowest=min([*lows, Decimal(-1)]),
        highest=max(_ninth_tenth(highs), Decimal(1)),
    )


def _ninth_tenth(values: list[Decimal]) -> Decimal:
    """One extraordinary return must not flatten all the others: nine tenths fit in the scale."""
    return sorted(values)[int((len(values) - 1) * MOST)] if values else Decimal(0)


def _label(day: date, *, weekly: bool) -> str:
    if weekly:
        return pgettext("week number", "W%(week)s") % {"week": day.isocalendar().week}
    return str(format_date(day, "MMM yy", locale=locale()))
