"""Handoffs by the week or month in which they were sent: what became of them, and which are too young to tell."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from babel.dates import format_date
from django.utils.translation import pgettext

from core import charts
from core.periods import Month
from core.templatetags.fmt import locale
from leads.selectors.quality.asked import Figure, Slice
from leads.selectors.quality.rows import rows_url
from leads.selectors.quality.tallies import NOW, Key, Tally

SHORT = 100  # days: a shorter period is told by week


@dataclass(frozen=True)
class Cohort:
    """The handoffs of one week or month; `ripe` when each of them has had ninety days."""

    first: date
    last: date
    label: str
    tally: Tally
    ripe: bool
    slice: Slice

    @property
    def within(self) -> Decimal | None:
        """The share that became an opportunity within ninety days: only a ripe cohort has one."""
        return self.tally.share("ripe_converted", "ripe") if self.ripe else None

    @property
    def so_far(self) -> Decimal | None:
        """The share that did until now: a young cohort will only do better."""
        return self.tally.share("converted", "sent")

    @property
    def won(self) -> Decimal | None:
        return self.tally.share("deal_won", "sent")

    def figure(self, measure: str) -> str:
        """The address of the rows behind a number of this cohort."""
        return rows_url(Figure(measure, self.first, self.last, self.slice))


def step_of(first: date, last: date) -> str:
    return "week" if (last - first).days < SHORT else "month"


def cohorts(tallies: dict[Key, Tally], first: date, last: date, asked: Slice) -> list[Cohort]:
    """Oldest first; the first and the last one are cut where the period begins and ends."""
    weekly = step_of(first, last) == "week"
    told = []
    for (which, column, value), tally in sorted(tallies.items()):
        if which != NOW or column != "cohort":
            continue
        begins = date.fromisoformat(value)
        ends = begins + timedelta(days=6) if weekly else Month.of(begins).last
        young = tally["ripe"] < tally["sent"]
        told.append(Cohort(max(begins, first), min(ends, last), _label(begins, weekly=weekly), tally, not young, asked))
    return told


def _label(day: date, *, weekly: bool) -> str:
    if weekly:
        return pgettext("week number", "W%(week)s") % {"week": day.isocalendar().week}
    return str(format_date(day, "MMM yy", locale=locale()))


def conversion_chart(found: list[Cohort], within: str, so_far: str) -> charts.Geometry:
    """Two lines in per cent: that of ripe cohorts stops where the young ones begin, which are told so far."""
    labels = [cohort.label for cohort in found]
    ripe = [_percent(cohort.within) for cohort in found]
    young = [None if cohort.ripe else _percent(cohort.so_far) for cohort in found]
    series = [charts.Series("accent", within, ripe), charts.Series("cold", so_far, young)]
    return charts.line(labels, series)


def _percent(share: Decimal | None) -> Decimal | None:
    return None if share is None else round(share * 100, 1)
