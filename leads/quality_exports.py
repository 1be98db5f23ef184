"""The pages of lead quality and of the contract as files: figure by figure what the screen shows, all rows of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from core import clock
from core.exports.report import Column, Report
from core.templatetags.fmt import short_date
from leads.exports import instant
from leads.selectors.quality.asked import BY, Asked
from leads.selectors.quality.board import Board, board
from leads.selectors.quality.contract import MARKETING, SALES, Contract, Row, contract
from leads.selectors.quality.names import Names
from leads.selectors.quality.tallies import Tally

PER = ("captured", "taken", "opened", "won")


def quality_report(user: User, asked: Asked) -> Report:
    """Handoffs by campaign or other, then leads and their cost, reasons of refusal, cohorts; each with its total."""
    shown, title = board(user, replace(asked, whole=True)), _("Lead quality")
    columns = [
        Column("name", BY[asked.by], "text"),
        Column("period", _("Period"), "text"),
        Column("sent", _("Handoffs"), "int"),
        Column("decided", pgettext("handoffs", "Decided or expired"), "int"),
        Column("accepted", _("Accepted by sales"), "percent"),
        Column("due", _("Answers given or due"), "int"),
        Column("answered", _("Answered in time"), "percent"),
        Column("contacted", _("First contacts made"), "int"),
        Column("median", _("First contact, median (working hours)"), "ratio"),
        Column("most", _("First contact, nine in ten (working hours)"), "ratio"),
        Column("ripe", pgettext("handoffs", "At least 90 days old"), "int"),
        Column("converted", _("Converted within 90 days"), "percent"),
    ]
    if shown is None:
        return Report(title, columns, [], as_of=clock.now())
    at, told = instant(shown.night.as_of), _told(shown.names, asked, shown.first, shown.last, shown.before)
    rows = [(name, period, *_sent(sent)) for name, period, sent, _caught in _periods(shown)]
    parts = [_costs(shown, at), _refusals(shown, at), _cohorts(shown, at)]
    return Report(title, columns, rows, as_of=at, filters=told, parts=parts)


def _periods(shown: Board) -> Iterator[tuple[str, str, Tally, Tally]]:
    """Each line and the total in this period and, when there is one, in the period before."""
    for name, line in [*((line.name, line) for line in shown.lines), (_("Total"), shown.total)]:
        yield name, _("This period"), line.sent, line.caught
        if line.had_before and line.was_sent and line.was_caught:
            yield name, _("Period before"), line.was_sent, line.was_caught


def _sent(tally: Tally) -> tuple[Any, ...]:
    return (
        tally["sent"], tally["decided"], tally.share("accepted", "decided"), tally["answer_due"],
        tally.share("answered", "answer_due"), tally["contacted"], tally.hours.get("contact_median"),
        tally.hours.get("contact_most"), tally["ripe"], tally.share("ripe_converted", "ripe"),
    )  # fmt: skip


def _costs(shown: Board, at: Any) -> Report:
    columns = [
        Column("name", BY[shown.asked.by], "text"),
        Column("period", _("Period"), "text"),
        Column("captured", _("Leads captured"), "int"),
        Column("taken", _("Leads accepted by sales"), "int"),
        Column("opened", _("Leads with an opportunity"), "int"),
        Column("won", _("Leads won"), "int"),
        Column("cost", _("Cost"), "money"),
        Column("per_lead", _("Cost per lead"), "money"),
        Column("per_accepted", _("Cost per accepted lead"), "money"),
        Column("per_opportunity", _("Cost per opportunity"), "money"),
        Column("per_won", _("Cost per lead won"), "money"),
    ]
    rows: list[tuple[Any, ...]] = [
        (name, period, *(caught[one] for one in PER), caught.cost, *(caught.cost_of(one) for one in PER))
        for name, period, _sent, caught in _periods(shown)
    ]
    if shown.idle_cost:
        idle = (_("Campaigns without a lead in the period"), _("This period"), *(None,) * 4, shown.idle_cost)
        rows.insert(-1 - bool(shown.total.had_before), (*idle, *(None,) * 4))
    return Report(_("Leads and their cost"), columns, rows, as_of=at)


def _refusals(shown: Board, at: Any) -> Report:
    columns = [
        Column("reason", _("Reason"), "text"),
        Column("n", pgettext("handoffs", "Refused"), "int"),
        Column("share", _("Share"), "percent"),
        Column("was", pgettext("period", "Before"), "int"),
    ]
    rows = [(one.name, one.n, one.share, one.was if shown.before else None) for one in shown.refusals]
    return Report(_("Why leads were refused"), columns, rows, as_of=at)


def _cohorts(shown: Board, at: Any) -> Report:
    columns = [
        Column("label", pgettext("handoffs", "Sent"), "text"),
        Column("first", pgettext("day", "From"), "date"),
        Column("last", pgettext("day", "To"), "date"),
        Column("sent", _("Handoffs"), "int"),
        Column("accepted", pgettext("leads", "Accepted"), "int"),
        Column("rejected", pgettext("handoffs", "Refused"), "int"),
        Column("expired", pgettext("handoffs", "Expired"), "int"),
        Column("waiting", pgettext("handoffs", "Waiting"), "int"),
        Column("converted", _("Opportunities"), "int"),
        Column("within", _("Within 90 days"), "percent"),
        Column("so_far", pgettext("share of handoffs", "Until now"), "percent"),
        Column("won", pgettext("leads", "Won"), "int"),
        Column("reading", pgettext("figures", "Reading"), "text"),
    ]
    counts = ("sent", "accepted", "rejected", "expired", "waiting", "converted")
    rows = [
        (
            one.label, one.first, one.last, *(one.tally[key] for key in counts), one.within, one.so_far,
            one.tally["deal_won"], _("Complete") if one.ripe else _("Still open"),
        )
        for one in shown.cohorts
    ]  # fmt: skip
    return Report(_("Conversion by handoff"), columns, rows, as_of=at)


def contract_report(user: User, asked: Asked) -> Report:
    """Each promise of the page, for all teams and for each, then the breaches; and the calibration of promises."""
    shown, title = contract(user, asked), _("Contract of leads")
    columns = [
        Column("side", _("Side"), "text"),
        Column("promise", _("Promise"), "text"),
        Column("team", _("Team"), "text"),
        *_promised(),
        Column("was", pgettext("period", "Number before"), "int"),
    ]
    if shown is None:
        return Report(title, columns, [], as_of=clock.now())
    sides, rows = _sides(), list[tuple[Any, ...]]()
    for row in (shown.total, *shown.teams):
        name = row.name or _("All teams")
        rows += [(side, label, name, *told, None) for side, label, *told in _promises(row)]
        rows += [
            (sides[b.side], b.label, name, b.n, row.tally["sent"], None, None, b.was if shown.before else None)
            for b in row.breaches
        ]
    at, told = instant(shown.night.as_of), _told(shown.names, asked, shown.first, shown.last, shown.before)
    return Report(title, columns, rows, as_of=at, filters=told, parts=[_calibration(shown, at)])


def _promised() -> list[Column]:
    return [
        Column("kept", _("Kept"), "int"),
        Column("of", pgettext("count", "Of"), "int"),
        Column("share", _("Share"), "percent"),
        Column("before", pgettext("period", "Before"), "percent"),
    ]


def _sides() -> dict[str, str]:
    return {MARKETING: _("Marketing"), SALES: _("Sales")}


def _promises(row: Row) -> Iterator[tuple[Any, ...]]:
    sides = _sides()
    for one in row.promises:
        yield sides[one.side], one.label, one.kept, one.n, one.share, one.was


def _calibration(shown: Contract, at: Any) -> Report:
    columns = [
        Column("band", _("Fit promised"), "text"),
        Column("sent", _("Handoffs"), "int"),
        Column("side", _("Side"), "text"),
        Column("promise", _("Promise"), "text"),
        *_promised(),
    ]
    rows = [(row.name, row.tally["sent"], *told) for row in shown.bands for told in _promises(row)]
    return Report(_("Calibration of promises"), columns, rows, as_of=at)


def _told(names: Names, asked: Asked, first: date, last: date, before: tuple[date, date] | None) -> str:
    """The days and the choices, as the page says them."""
    days = [_("%(first)s to %(last)s") % {"first": short_date(first), "last": short_date(last)}]
    if before:
        words = _("compared with %(first)s to %(last)s")
        days.append(words % {"first": short_date(before[0]), "last": short_date(before[1])})
    chosen = [f"{BY[kind]} {names.of(kind, value)}" for kind, value in asked.slice.chosen.items() if kind in BY]
    return ", ".join([*days, *chosen])
