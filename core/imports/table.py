"""Table: the headers and the rows of a file, all texts, whatever the file was; and what a refused file is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from core.exceptions import BusinessRuleError
from core.exports.cells import restore

MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELLS = 4_000_000


class FileRefused(BusinessRuleError):  # noqa: N818
    """The file cannot be read; the sentence says what to do about it."""

    default_code = "file_refused"


@dataclass(frozen=True, slots=True)
class Table:
    headers: list[str]
    rows: list[list[str]]
    first_line: int = 2  # the line of the file that holds the first row, for people to find it again

    def __len__(self) -> int:
        return len(self.rows)

    def records(self, mapping: dict[str, str]) -> Iterable[tuple[int, dict[str, str]]]:
        """Each row as (line, {field: text}), through a mapping field → header."""
        places = {field: self.headers.index(header) for field, header in mapping.items() if header in self.headers}
        for line, row in enumerate(self.rows, start=self.first_line):
            yield line, {field: row[place] for field, place in places.items()}


def make_table(raw: Iterable[list[Any]]) -> Table:
    """The first row that is not empty holds the headers; shorter rows are completed, empty ones left out."""
    headers: list[str] = []
    rows: list[list[str]] = []
    first = 0
    for line, cells in enumerate(raw, start=1):
        texts = [_text(cell) for cell in cells]
        if not any(texts):
            continue
        if not headers:
            headers, first = _headers(texts), line
            continue
        _check_size(len(rows) + 1, len(texts))
        width = len(headers)
        rows.append(texts[:width] + [""] * (width - len(texts)))
    if not headers:
        raise FileRefused(_("This file is empty."), code="empty_file")
    return Table(headers, rows, first + 1)


def _check_size(rows: int, columns: int) -> None:
    if rows > MAX_ROWS:
        raise FileRefused(_("This file has more than %(count)s rows: split it.") % {"count": MAX_ROWS})
    if columns > MAX_COLUMNS:
        raise FileRefused(_("This file has more than %(count)s columns.") % {"count": MAX_COLUMNS})


def _headers(texts: list[str]) -> list[str]:
    """The names of the columns: none empty, none twice."""
    while texts and not texts[-1]:
        texts.pop()
    _check_size(0, len(texts))
    names: list[str] = []
    for place, text in enumerate(texts, start=1):
        name = text or _("Column %(number)s") % {"number": place}
        names.append(name if name not in names else f"{name} ({place})")
    return names


def _text(cell: Any) -> str:
    """What a person reads in the cell; the apostrophe that guards an export is taken away."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        at_midnight = cell.time() == time.min
        return cell.date().isoformat() if at_midnight else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return restore(str(cell).strip())
