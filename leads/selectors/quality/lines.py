"""One row of figures: handoffs sent, leads captured and what they cost, beside the same of the period before."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from core.splitting import split_money
from leads.selectors.quality.asked import NOBODY, Asked, Figure
from leads.selectors.quality.names import Names
from leads.selectors.quality.rows import rows_url
from leads.selectors.quality.tallies import BEFORE, NOTHING, NOW, ZERO, Key, Tally

Spent = dict[tuple[str, int, str], Decimal]  # (which period, campaign, channel): euros


@dataclass(frozen=True)
class Line:
    """One row of the table, or all of it (`value` none); `was_…` none when nothing came before the period."""

    value: str | None
    name: str
    sent: Tally
    caught: Tally
    asked: Asked
    first: date
    last: date
    was_sent: Tally | None = None
    was_caught: Tally | None = None
    before: tuple[date, date] | None = None

    @property
    def n(self) -> int:
        return self.sent["sent"] + self.caught["captured"]

    @property
    def had_before(self) -> bool:
        """Whether the period before knew of this line at all."""
        sent, caught = self.was_sent, self.was_caught
        return bool(sent and caught and (self.value is None or sent["sent"] or caught["captured"] or caught.cost))

    def figure(self, measure: str) -> str:
        """The address of the rows behind a number of this line."""
        return self._rows(measure, self.first, self.last)

    def figure_before(self, measure: str) -> str:
        """The same of the period before."""
        return self._rows(measure, *self.before) if self.before else ""

    def _rows(self, measure: str, first: date, last: date) -> str:
        figure = Figure(measure, first, last, self.asked.slice)
        return rows_url(figure.of(**{self.asked.by: self.value or NOBODY}) if self.value is not None else figure)

    @property
    def costs_url(self) -> str:
        """The spending behind the cost; none where it is shared out among leads."""
        known = self.value is None or (self.asked.by in ("campaign", "channel") and self.value)
        if not (known and self.asked.slice.is_of_campaigns):
            return ""
        chosen = {name: getattr(self.asked.slice, name) for name in ("campaign", "channel")}
        chosen |= {self.asked.by: self.value} if self.value else {}
        asked = {"first": self.first.isoformat(), "last": self.last.isoformat(), **chosen}
        return f"{reverse('leads:cost_list')}?{urlencode({name: value for name, value in asked.items() if value})}"


def lines_of(
    asked: Asked, as_of: date, names: Names, sent: dict[Key, Tally], caught: dict[Key, Tally], spent: Spent
) -> tuple[Line, list[Line], Decimal]:
    """The total; its lines, the largest first, whose costs add up to it; and the cost that no lead bears."""
    first, last = asked.days(as_of)
    whole = {which: _cost(asked, spent, caught, which) for which in (NOW, BEFORE)}
    costs = {which: _shared(asked, spent, caught, which, whole[which]) for which in (NOW, BEFORE)}

    def of(which: str, by: str, value: str, cost: Decimal) -> tuple[Tally, Tally]:
        key = (which, by, value)
        return sent.get(key, NOTHING), replace(caught.get(key, NOTHING), cost=cost)

    def was(by: str, value: str, cost: Decimal) -> tuple[Tally | None, Tally | None]:
        return of(BEFORE, by, value, cost) if asked.before(as_of) else (None, None)

    def line(value: str) -> Line:
        now = of(NOW, asked.by, value, costs[NOW][0].get(value, ZERO))
        before = was(asked.by, value, costs[BEFORE][0].get(value, ZERO))
        return Line(value, names.of(asked.by, value), *now, asked, first, last, *before, asked.before(as_of))

    values = {value for which, by, value in (*sent, *caught) if (which, by) == (NOW, asked.by)} | costs[NOW][0].keys()
    before = was("", "", whole[BEFORE])
    total = Line(None, "", *of(NOW, "", "", whole[NOW]), asked, first, last, *before, asked.before(as_of))
    lines = sorted((line(value) for value in values), key=lambda one: (-one.n, one.name))
    return total, lines, costs[NOW][1]


def _cost(asked: Asked, spent: Spent, caught: dict[Key, Tally], which: str) -> Decimal:
    """What the campaigns cost; of one rep, team or segment, the shares of its leads, to the cent."""
    if asked.slice.is_of_campaigns:
        return sum((cost for (when, _campaign, _channel), cost in spent.items() if when == which), ZERO)
    return round(caught.get((which, "", ""), NOTHING).cost, 2)


def _shared(
    asked: Asked, spent: Spent, caught: dict[Key, Tally], which: str, cost: Decimal
) -> tuple[dict[str, Decimal], Decimal]:
    """The cost of each value, to the cent, and what no lead bears."""
    direct = _direct(asked, spent, which)
    told = {value: tally.cost for (when, by, value), tally in caught.items() if (when, by) == (which, asked.by)}
    weighed = {value: direct.get(value, ZERO) if direct else told.get(value, ZERO) for value in told.keys() | direct}
    keys = sorted(weighed)
    weights = [weighed[value] for value in keys]
    parts = [*weights, max(cost - sum(weights, ZERO), ZERO)]
    shared = split_money(cost, parts) if any(parts) and min(parts) >= 0 else [round(part, 2) for part in parts]
    return dict(zip(keys, shared[:-1], strict=True)), shared[-1]


def _direct(asked: Asked, spent: Spent, which: str) -> dict[str, Decimal]:
    """By campaign and by channel costs are known, not shared out."""
    found: dict[str, Decimal] = {}
    if asked.by not in ("campaign", "channel") or not asked.slice.is_of_campaigns:
        return found
    for (when, campaign, channel), cost in spent.items():
        if when == which:
            value = str(campaign) if asked.by == "campaign" else channel
            found[value] = found.get(value, ZERO) + cost
    return found
