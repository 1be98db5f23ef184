"""Writes a Report as CSV: byte order mark, the separator and the decimal mark of the reader's language."""

from __future__ import annotations

import csv
import io
from typing import IO, Any

from django.utils.translation import get_language

from core.exports.cells import cell_writer, neutralise
from core.exports.report import Column, Report

BOM = b"\xef\xbb\xbf"
CONTENT_TYPE = "text/csv; charset=utf-8"


SEPARATORS = {"semicolon": ";", "comma": ",", "tab": "\t"}


def write(report: Report, target: IO[bytes], *, number: str = "", raw: bool = False, separator: str = "") -> int:
    """The number of rows written; memory does not grow with them. The reader's language separates unless told."""
    french = (get_language() or "fr").startswith("fr")
    mark = "," if french else "."
    text = io.TextIOWrapper(target, encoding="utf-8", newline="")
    target.write(BOM)
    writer = csv.writer(text, delimiter=SEPARATORS.get(separator) or (";" if french else ","))
    count = _write_table(writer, report, mark=mark, raw=raw)
    for part in report.parts:
        writer.writerow([])
        writer.writerow([neutralise(str(part.title))])
        count += _write_table(writer, part, mark=mark, raw=raw)
    text.detach()
    return count


def _write_table(writer: Any, report: Report, *, mark: str, raw: bool) -> int:
    writer.writerow([f"{label} (%)" if column.kind == "percent" else label for column, label in _heads(report)])
    written = [cell_writer(column.kind, mark=mark, raw=raw) for column in report.columns]
    count = 0
    for row in report.rows:
        writer.writerow([write_cell(value) for write_cell, value in zip(written, row, strict=True)])
        count += 1
    return count


def _heads(report: Report) -> list[tuple[Column, str]]:
    return [(column, neutralise(str(column.label))) for column in report.columns]
