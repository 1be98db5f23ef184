"""The first rows of a file as the page shows them: printed like on paper, numbers to the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.exports.cells import printed
from core.exports.report import Report

SHOWN = 10


@dataclass(frozen=True)
class Cell:
    text: str
    is_text: bool


@dataclass(frozen=True)
class Preview:
    rows: list[list[Cell]]
    total: list[Cell]
    count: int


def preview(report: Report) -> Preview:
    """At most ten rows, the total, and how many rows the file holds."""
    rows = list(report.rows)
    total = _cells(report, report.total) if report.total else []
    return Preview([_cells(report, row) for row in rows[:SHOWN]], total, len(rows))


def _cells(report: Report, row: Sequence[Any]) -> list[Cell]:
    return [
        Cell("" if value is None else printed(value, column.kind), column.is_text)
        for value, column in zip(row, report.columns, strict=True)
    ]
