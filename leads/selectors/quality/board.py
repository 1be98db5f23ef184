"""The lead-quality dashboard: key figures, cohorts, refusals and one table, each number with the rows behind it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.numbers import change
from leads.models import QualityNight
from leads.selectors.quality.asked import Asked, Figure
from leads.selectors.quality.cohorts import Cohort, cohorts, step_of
from leads.selectors.quality.lines import Line, lines_of
from leads.selectors.quality.names import Names, names_for
from leads.selectors.quality.rows import night, rows_url
from leads.selectors.quality.tallies import (
    BEFORE,
    NOTHING,
    NOW,
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
class Refusal:
    name: str
    n: int
    was: int
    share: Decimal | None
    url: str
    was_url: str


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
    total, lines, idle = lines_of(asked, told.as_of, names, sent, caught, spent)
    shown = lines if asked.whole else lines[:TOP]
    return Board(
        asked=asked, night=told, first=first, last=last, before=asked.before(told.as_of), names=names,
        cards=_cards(total), lines=shown, hidden=len(lines) - len(shown), total=total, idle_cost=idle,
        cohorts=cohorts(sent, first, last, asked.slice), refusals=_refusals(names, sent, total),
    )  # fmt: skip


def _cards(now: Line) -> list[Card]:
    before_sent, before_caught = now.was_sent or NOTHING, now.was_caught or NOTHING
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
             now.figure(measure), False)
        for label, measure, of in per
    ]  # fmt: skip


def _refusals(names: Names, sent: dict[Key, Tally], total: Line) -> list[Refusal]:
    """Why leads were refused, the most frequent reason first."""
    counted = {value: tally["rejected"] for (which, by, value), tally in sent.items() if (which, by) == (NOW, "reason")}
    everything = sum(counted.values())

    def rows(value: str, days: tuple[date, date] | None) -> str:
        return rows_url(Figure("rejected", *days, total.asked.slice).of(reason=value)) if days else ""

    found = [
        Refusal(
            names.of("reason", value), n, sent.get((BEFORE, "reason", value), NOTHING)["rejected"],
            Decimal(n) / everything, rows(value, (total.first, total.last)), rows(value, total.before),
        )
        for value, n in counted.items()
        if n
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.n, one.name))
