"""How pages of figures write their numbers and lead to the rows behind them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.templatetags import fmt
from leads.choices import RatingMark
from leads.models import LeadRating
from leads.selectors.quality.asked import Asked, Slice
from leads.selectors.quality.lines import Line
from leads.selectors.quality.measures import OF_LEADS
from leads.selectors.quality.names import Names
from leads.selectors.ratings import wrong_fields

register = template.Library()
FEW = 5
HEADS = (
    gettext_lazy("Handoffs"), pgettext_lazy("leads", "Accepted"), pgettext_lazy("answers", "In time"),
    gettext_lazy("First contact"), gettext_lazy("Within 90 days"), pgettext_lazy("leads", "Captured"),
    pgettext_lazy("leads", "Won"), gettext_lazy("Cost"), pgettext_lazy("cost", "Per lead"),
    pgettext_lazy("cost", "Per accepted lead"), pgettext_lazy("cost", "Per opportunity"),
    pgettext_lazy("cost", "Per lead won"),
)  # fmt: skip
SHARES = (("accepted", "decided"), ("answered", "answer_due"), ("ripe_converted", "ripe"))
COSTS = ("captured", "taken", "opened", "won")


@dataclass(frozen=True)
class Cell:
    """One figure of a table, of `n` rows when that says how far to trust it; grey when they are few."""

    text: str
    url: str = ""
    n: int | None = None
    also: str = ""
    was: str = ""
    was_url: str = ""
    label: str = ""

    @property
    def too_few(self) -> bool:
        return self.n is not None and self.n < FEW


@register.simple_tag
def asked_for(asked: Asked, **changes: str) -> str:
    """The address of the same page with these changes."""
    return asked.query(**changes)


@register.simple_tag
def behind(row: Any, measure: str) -> str:
    """The address of the rows behind a number of a line or cohort."""
    address: str = row.figure(measure)
    return address


@register.filter
def chosen(slice_: Slice, kind: str) -> str:
    value: str = getattr(slice_, kind)
    return value


@register.filter
def choices(names: Names, kind: str) -> list[tuple[str, str]]:
    return names.choices(kind)


@register.simple_tag
def way(ways: Iterable[tuple[str, Any]], key: str) -> Any:
    return dict(ways)[key]


@register.simple_tag
def line_cells(line: Line) -> list[Cell]:
    """The figures of a line, left to right: each with what it is of, its rows, and the same in the period before."""
    heads = [str(head) for head in HEADS]
    found = [_count(line, "sent"), *(_share(line, part, whole) for part, whole in SHARES[:2])]
    found += [_contact(line), _share(line, *SHARES[2]), _count(line, "captured"), _count(line, "won"), _spent(line)]
    found += [_each(line, measure) for measure in COSTS]
    return [replace(cell, label=head) for head, cell in zip(heads, found, strict=True)]


@register.simple_tag
def line_heads() -> list[str]:
    return [str(head) for head in HEADS]


def _cell(line: Line, measure: str, text: str, was: str, *, n: int | None = None, also: str = "") -> Cell:
    """The total opens to the rows of the period before as well; a line with nothing before says nothing of it."""
    if not line.had_before:
        was = ""
    before = line.figure_before(measure) if was and line.value is None else ""
    return Cell(text, line.figure(measure), n, also, was, before)


def _count(line: Line, measure: str) -> Cell:
    now, was = (line.caught, line.was_caught) if measure in OF_LEADS else (line.sent, line.was_sent)
    return _cell(line, measure, fmt.number(now[measure]), fmt.number(was[measure]) if was else "")


def _share(line: Line, part: str, whole: str) -> Cell:
    was = line.was_sent.share(part, whole) if line.was_sent else None
    return _cell(line, part, fmt.percent(line.sent.share(part, whole)), _told(fmt.percent, was), n=line.sent[whole])


def _contact(line: Line) -> Cell:
    now, was = line.sent.hours, line.was_sent.hours if line.was_sent else {}
    median, before = fmt.hours(now.get("contact_median")), _told(fmt.hours, was.get("contact_median"))
    also = _told(fmt.hours, now.get("contact_most"))
    return _cell(line, "contacted", median, before, n=line.sent["contacted"], also=also)


def _spent(line: Line) -> Cell:
    was = fmt.money(line.was_caught.cost) if line.was_caught and line.had_before else ""
    return Cell(fmt.money(line.caught.cost), line.costs_url, was=was)


def _each(line: Line, measure: str) -> Cell:
    """What one lead that came so far cost; "n/a" without any."""
    each, was = line.caught.cost_of(measure), line.was_caught.cost_of(measure) if line.was_caught else None
    text = _("n/a") if each is None else fmt.money(each)
    return _cell(line, measure, text, _told(fmt.money, was), n=line.caught[measure])


def _told(write: Callable[[Any], str], value: Any) -> str:
    return "" if value is None else write(value)


@register.simple_tag
def promise_change(promise: Any) -> str:
    """By how many points a promise is kept better or worse than before."""
    if promise.delta is None:
        return ""
    return _("%(n)s pts") % {"n": fmt.signed(round(promise.delta * 100))}


@register.filter
def mark_tone(mark: str) -> str:
    return "good" if mark == RatingMark.GOOD else "warm"


@register.filter
def wrong_words(rating: LeadRating) -> str:
    return ", ".join(wrong_fields(rating))
