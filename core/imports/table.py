"""Table: the headers and the rows of a file, all texts, whatever the file was; and what a refused file is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from core.exceptions import BusinessRuleError
from core.exports.cells import restore

MAX_ROWS = 250_000
MAX_COLUMNS = 200
MAX_CELLS = 4_000_000
MAX_CELL = 100_000  # characters
Lines = Iterator[tuple[int, list[str]]]


class FileRefused(BusinessRuleError):  # noqa: N818
    """The file cannot be read; the sentence says what to do about it."""

    default_code = "file_refused"


class Table:
    """Headers, and rows that are read from the file each time they are asked for: few of them are in memory at once."""

    def __init__(self, headers: list[str], read: Callable[[], Lines]) -> None:
        self.headers = headers
        self._read = read
        self._count: int | None = None

    @classmethod
    def of(cls, headers: list[str], rows: Sequence[list[str]], first_line: int = 2) -> Table:
        """A table whose rows are at hand."""
        return cls(headers, lambda: iter(enumerate(rows, start=first_line)))

    def __iter__(self) -> Lines:
        """Each row with the line of the file that people find it on."""
        return self._read()

    def __len__(self) -> int:
        if self._count is None:
            self._count = sum(1 for _row in self)
        return self._count

    @property
    def rows(self) -> list[list[str]]:
        """All rows at once: for small files only."""
        return [cells for _line, cells in self]

    def records(self, mapping: dict[str, str]) -> Iterator[tuple[int, dict[str, str], list[str]]]:
        """Each row as (line, {field: text}, cells), through a mapping field → header."""
        places = {field: self.headers.index(header) for field, header in mapping.items() if header in self.headers}
        for line, cells in self:
            yield line, {field: cells[place] for field, place in places.items()}, cells


def make_table(raw: Callable[[], Iterable[list[str]]]) -> Table:
    """The first row that is not empty holds the headers; shorter rows are completed, empty ones left out."""
    headers: list[str] = []
    for cells in raw():
        texts = [_text(cell) for cell in cells]
        if any(texts):
            headers = _headers(texts)
            break
    if not headers:
        raise FileRefused(_("This file is empty."), code="empty_file")
    return Table(headers, lambda: _rows(raw(), len(headers)))


def _rows(raw: Iterable[list[str]], width: int) -> Lines:
    """The rows below the headers, each as wide as these."""
    count = -1
    for line, cells in enumerate(raw, start=1):
        texts = [_text(cell) for cell in cells]
        if not any(texts):
            continue
        count += 1
        _check_size(count, len(texts))
        if count:
            yield line, texts[:width] + [""] * (width - len(texts))


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


def _text(cell: str) -> str:
    """What a person reads in the cell; the apostrophe that guards an export is taken away."""
    return restore(cell.strip())
