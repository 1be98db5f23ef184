"""Writes a Report as XLSX in constant memory; texts are typed as texts, so none is ever a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import IO, Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core import clock
from core.exports.cells import neutralise
from core.exports.report import Column, Report

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
FORMATS = {
    "int": "#,##0",
    "points": "#,##0",
    "money": '#,##0.00" €"',
    "percent": "0.0%",
    "ratio": "0.00",
    "date": "dd/mm/yyyy",
    "datetime": "dd/mm/yyyy hh:mm",
}
MAX_CELL = 32_767


def write(report: Report, target: IO[bytes], *, number: str = "", raw: bool = False) -> int:
    """The number of rows written."""
    book = Workbook(target, OPTIONS)
    book.set_properties({"title": str(report.title), "comments": number})
    formats = {kind: book.add_format({"num_format": mask}) for kind, mask in FORMATS.items()}
    bold = book.add_format({"bold": True, "bottom": 1})
    count = sum(_write_sheet(book, table, formats, bold, raw=raw) for table in (report, *report.parts))
    _write_origin(book, report, number)
    book.close()
    return count


def _write_sheet(book: Workbook, report: Report, formats: dict[str, Format], bold: Format, *, raw: bool) -> int:
    sheet = book.add_worksheet(_sheet_name(report.title))
    for at, column in enumerate(report.columns):
        sheet.set_column(at, at, 36 if column.is_text else 16)
        sheet.write_string(0, at, neutralise(str(column.label)), bold)
    sheet.freeze_panes(1, 0)
    count = 0
    for count, row in enumerate(report.rows, start=1):
        _write_row(sheet, count, row, report.columns, formats, raw=raw)
    if report.total is not None:
        _write_row(sheet, count + 1, report.total, report.columns, formats, raw=raw)
    sheet.autofilter(0, 0, count, max(len(report.columns) - 1, 0))
    return count


def _sheet_name(title: Any) -> str:
    kept = "".join(letter for letter in str(title) if letter not in "[]:*?/\\'")
    return kept[:31].strip() or "Export"


def _write_row(
    sheet: Worksheet, at: int, row: Sequence[Any], columns: Sequence[Column], formats: dict[str, Format], *, raw: bool
) -> None:
    for place, (value, column) in enumerate(zip(row, columns, strict=True)):
        _write_cell(sheet, at, place, value, column, formats.get(column.kind), raw=raw)


def _write_cell(
    sheet: Worksheet, at: int, place: int, value: Any, column: Column, style: Format | None, *, raw: bool
) -> None:
    if value is None:
        if column.kind in ("ratio", "percent"):
            sheet.write_string(at, place, _("n/a"))
    elif column.is_text or isinstance(value, str):
        text = str(value)[: MAX_CELL - 1]
        sheet.write_string(at, place, text if raw else neutralise(text))
    elif column.kind in ("date", "datetime"):
        moment = value.astimezone(clock.zone()) if isinstance(value, datetime) else value
        sheet.write_datetime(at, place, moment, style)
    else:
        sheet.write_number(at, place, Decimal(str(value)), style)


def _write_origin(book: Workbook, report: Report, number: str) -> None:
    """A second sheet says where the figures come from."""
    sheet = book.add_worksheet(_("Origin")[:31])
    as_of = report.as_of.astimezone(clock.zone()).strftime("%Y-%m-%d %H:%M")
    lines = [
        (_("Title"), str(report.title)),
        (_("As of"), as_of),
        (_("Filters"), report.filters),
        (_("Export"), number),
    ]
    for at, (label, text) in enumerate(lines):
        sheet.write_string(at, 0, label)
        sheet.write_string(at, 1, neutralise(text))
