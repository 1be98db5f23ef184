"""The files of this floor: the points of a month for payroll, and one statement line by line."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from core.exports.report import Column, Report
from incentives.models import Period, Statement
from incentives.selectors.payroll import PAY_COLUMNS, SHORT, PayRow
from incentives.selectors.statement import StatementPage

SUMMED = frozenset({"points", "adjustments", "capped_points", "amount", "lines"})


def chosen_columns(keys: Sequence[str]) -> list[Column]:
    """The asked columns in the order of the file; the usual ones when none is asked."""
    wanted = set(keys) or set(SHORT)
    return [column for column in PAY_COLUMNS if column.key in wanted]


def pay_report(period: Period, rows: Sequence[PayRow], columns: Sequence[Column], *, as_of: datetime) -> Report:
    """The file of a month; its total agrees with the page to the cent."""
    total = [
        sum(getattr(row, column.key) for row in rows) if column.key in SUMMED else _blank(column) for column in columns
    ]
    if rows and columns and columns[0].is_text:
        total[0] = _("Total")
    return Report(
        title=_("Points of %(month)s") % {"month": period.span.label},
        columns=columns,
        rows=[tuple(getattr(row, column.key) for column in columns) for row in rows],
        as_of=as_of,
        filters=period.key,
        total=tuple(total) if rows else None,
    )


def _blank(column: Column) -> Any:
    return "" if column.is_text else None


def statement_report(page: StatementPage, *, as_of: datetime) -> Report:
    """One statement: every line with its source, then what caps and the carried balance make of them."""
    statement: Statement = page.statement
    columns = (
        Column("number", _("Line")),
        Column("day", _("Day"), "date"),
        Column("what", _("What")),
        Column("source", _("Source")),
        Column("points", _("Points"), "points"),
        Column("amount", _("Amount"), "money"),
    )
    rows: list[tuple[Any, ...]] = [
        (
            row.number,
            row.day,
            " · ".join(part for part in (row.title, row.detail, row.why) if part),
            row.source,
            row.points,
            None,
        )
        for row in (*page.lines, *page.adjustments)
    ]
    cuts = (
        (_("Above the cap of a day"), -page.result.cut_by_day),
        (_("Above the cap of the month"), -page.result.cut_by_month),
        (_("Carried from the month before"), statement.carried_in),
        (_("Carried to the next month"), -statement.carried_out),
    )
    rows += [("", None, label, "", points, None) for label, points in cuts if points]
    rows.append(("", None, _("Total"), "", statement.payable, statement.amount))
    return Report(
        title=_("Statement of %(person)s, %(month)s")
        % {"person": statement.person.name, "month": statement.period.span.label},
        columns=columns,
        rows=rows,
        as_of=as_of,
        filters=f"{statement.period.key} · {statement.version}" if statement.version else statement.period.key,
    )
