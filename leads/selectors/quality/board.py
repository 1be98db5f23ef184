"""The lead-quality dashboard: key figures, cohorts, refusals and one table, each number with the rows behind it."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.numbers import change
from core.splitting import split_money
from leads.models import QualityNight
from leads.selectors.quality.asked import NOBODY, Asked, Figure
from leads.selectors.quality.cohorts import Cohort, cohorts, step_of
from leads.selectors.quality.names import Names, names_for
from leads.selectors.quality.rows import night, rows_url
from leads.selectors.quality.tallies import (
    BEFORE,
    NOTHING,
    NOW,
    ZERO,
    Key,
    Tally,
    costs,
    count_handoffs,
    count_leads,
)

FEW = 5
TOP = 25


@dataclass(frozen=True)
class Card:
    """One key figure: its value, of how many rows, the same of the period before, and where its rows are."""

    label: Any
    value: Decimal | None
    kind: str
    n: int
    of: Any
    was: Decimal | None
    url: str
    more_is_better: bool = True
    also: Decimal | None = None

    @property
    def too_few(self) -> bool:
        return self.n < FEW

    @property
    def delta(self) -> Decimal | None:
        """Points for a share, a share for the rest."""
        if self.value is None or self.was is None:
            return None
        return self.value - self.was if self.kind == "percent" else change(self.value, self.was)


@dataclass(frozen=True)
class Line:
    """One row of the table, or all of it (`value` none): handoffs sent, leads captured, and what they cost."""

    value: str | None
    name: str
    sent: Tally
    caught: Tally
    asked: Asked
    first: date
    last: date

    @property
    def n(self) -> int:
        return self.sent["sent"] + self.caught["captured"]

    def figure(self, measure: str) -> str:
        """The address of the rows behind a number of this line."""
        figure = Figure(measure, self.first, self.last, self.asked.slice)
        return rows_url(figure.of(**{self.asked.by: self.value or NOBODY}) if self.value is not None else figure)


@dataclass(frozen=True)
class Refusal:
    name: str
    n: int
    was: int
    share: Decimal | None
    url: str


@dataclass(frozen=True)
class Board:
    asked: Asked
    night: QualityNight
    first: date
    last: date
    before: tuple[date, date] | None
    names: Names
    cards: list[Card]
    lines: list[Line]
    hidden: int
    total: Line
    idle_cost: Decimal  # of campaigns that brought no lead in the period
    cohorts: list[Cohort]
    refusals: list[Refusal]


def board(user: User, asked: Asked) -> Board | None:
    """As the last night left the rows; nothing before the first night."""
    told = night()
    if told is None:
        return None
    first, last = asked.days(told.as_of)
    sent = count_handoffs(user, asked, told.as_of, (asked.by, "reason"), step_of(first, last))
    caught = count_leads(user, asked, told.as_of, (asked.by,))
    spent = costs(user, asked, told.as_of)
    names = names_for(user)
    cost = {which: _cost(asked, spent, caught, which) for which in (NOW, BEFORE)}
    whole = {
        which: Line(
            None, "", sent.get((which, "", ""), NOTHING), _with_cost(caught, which, cost[which]), asked, first, last
        )
        for which in (NOW, BEFORE)
    }
    total = whole[NOW]
    lines, idle = _lines(asked, names, sent, caught, spent, total)
    shown = lines if asked.whole else lines[:TOP]
    return Board(
        asked=asked, night=told, first=first, last=last, before=asked.before(told.as_of), names=names,
        cards=_cards(total, whole[BEFORE] if asked.before(told.as_of) else None), lines=shown,
        hidden=len(lines) - len(shown),
        total=total, idle_cost=idle, cohorts=cohorts(sent, first, last, asked.slice),
        refusals=_refusals(names, sent, asked, first, last),
    )  # fmt: skip


def _cost(asked: Asked, spent: dict[tuple[str, int, str], Decimal], caught: dict[Key, Tally], which: str) -> Decimal:
    """What the campaigns cost; of one rep, team or segment, the shares of its leads, to the cent."""
    if asked.slice.is_of_campaigns:
        return sum((cost for (when, _campaign, _channel), cost in spent.items() if when == which), ZERO)
    return round(caught.get((which, "", ""), NOTHING).cost, 2)


def _with_cost(caught: dict[Key, Tally], which: str, cost: Decimal) -> Tally:
    return replace(caught.get((which, "", ""), NOTHING), cost=cost)


def _lines(
    asked: Asked,
    names: Names,
    sent: dict[Key, Tally],
    caught: dict[Key, Tally],
    spent: dict[tuple[str, int, str], Decimal],
    total: Line,
) -> tuple[list[Line], Decimal]:
    """The largest first; their costs add up to the total, what no lead bears being told apart."""
    values = {value for which, column, value in (*sent, *caught) if which == NOW and column == asked.by}
    direct = _direct(asked, spent)
    values |= direct.keys()
    keys = sorted(values)
    weights = [direct.get(value, ZERO) if direct else _share(caught, asked.by, value) for value in keys]
    idle = max(total.caught.cost - sum(weights, ZERO), ZERO)
    parts = [*weights, idle]
    shared = split_money(total.caught.cost, parts) if any(parts) and min(parts) >= 0 else [round(w, 2) for w in parts]
    lines = [
        replace(
            total, value=value, name=names.of(asked.by, value), sent=sent.get((NOW, asked.by, value), NOTHING),
            caught=replace(caught.get((NOW, asked.by, value), NOTHING), cost=cost),
        )
        for value, cost in zip(keys, shared[:-1], strict=True)
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (-line.n, line.name)), shared[-1]


def _share(caught: dict[Key, Tally], by: str, value: str) -> Decimal:
    return caught.get((NOW, by, value), NOTHING).cost


def _direct(asked: Asked, spent: dict[tuple[str, int, str], Decimal]) -> dict[str, Decimal]:
    """By campaign and by channel costs are known, not shared out."""
    found: dict[str, Decimal] = {}
    if asked.by not in ("campaign", "channel") or not asked.slice.is_of_campaigns:
        return found
    for (which, campaign, channel), cost in spent.items():
        if which == NOW:
            value = str(campaign) if asked.by == "campaign" else channel
            found[value] = found.get(value, ZERO) + cost
    return found


def _cards(now: Line, was: Line | None) -> list[Card]:
    before_sent, before_caught = (was.sent, was.caught) if was else (NOTHING, NOTHING)
    cost_page = f"{reverse('leads:cost_list')}?{_cost_query(now)}"
    ripe = now.sent.share("ripe_converted", "ripe")
    shares = [
        (_("Accepted by sales"), "accepted", "decided", _("decided"), now.figure("accepted")),
        (_("Answered in time"), "answered", "answer_due", _("answers due"), now.figure("answered")),
    ]
    found = [
        Card(label, now.sent.share(part, whole), "percent", now.sent[whole], of, before_sent.share(part, whole), url)
        for label, part, whole, of, url in shares
    ]
    found.append(
        Card(_("First contact, median"), now.sent.hours.get("contact_median"), "hours", now.sent["contacted"],
             _("contacts made"), before_sent.hours.get("contact_median"), now.figure("contacted"), False,
             now.sent.hours.get("contact_most"))
    )  # fmt: skip
    found.append(
        Card(_("Converted within 90 days"), ripe, "percent", now.sent["ripe"], _("handoffs old enough"),
             before_sent.share("ripe_converted", "ripe"), now.figure("ripe_converted"))
    )  # fmt: skip
    per = (
        (pgettext_lazy("cost", "Per lead"), "captured", _("captured")),
        (pgettext_lazy("cost", "Per accepted lead"), "taken", _("accepted")),
        (pgettext_lazy("cost", "Per opportunity"), "opened", _("opportunities")),
        (pgettext_lazy("cost", "Per lead won"), "won", pgettext_lazy("of leads", "won")),
    )
    return found + [
        Card(label, now.caught.cost_of(measure), "money", now.caught[measure], of, before_caught.cost_of(measure),
             cost_page if measure == "captured" else now.figure(measure), False)
        for label, measure, of in per
    ]  # fmt: skip


def _cost_query(line: Line) -> str:
    chosen = line.asked.slice
    return f"first={line.first}&last={line.last}&campaign={chosen.campaign}&channel={chosen.channel}"


def _refusals(names: Names, sent: dict[Key, Tally], asked: Asked, first: date, last: date) -> list[Refusal]:
    """Why leads were refused, the most frequent reason first."""
    counted = {value: tally["rejected"] for (which, by, value), tally in sent.items() if (which, by) == (NOW, "reason")}
    before = {
        value: tally["rejected"] for (which, by, value), tally in sent.items() if (which, by) == (BEFORE, "reason")
    }
    everything = sum(counted.values())
    found = [
        Refusal(
            names.of("reason", value), n, before.get(value, 0), Decimal(n) / everything,
            rows_url(Figure("rejected", first, last, asked.slice).of(reason=value)),
        )
        for value, n in counted.items()
        if n
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.n, one.name))
