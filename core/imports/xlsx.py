"""Reads XLSX after weighing it: a file that would fill the memory is refused before it is opened."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook

from core.imports.table import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, FileRefused, Table, make_table

MAX_ENTRIES = 200
MAX_UNZIPPED = 50 * 1024 * 1024
MAX_RATIO = 100
MAX_TEXT = 200 * 1024 * 1024
CHUNK = 1 << 16
OVERLAP = 512
PLACE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,4})(\d{1,8})"')
ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,8})"')
ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
SHARED = re.compile(rb't="s"[^>]*>(?:<f[^>]*>[^<]*</f>)?<(?:\w+:)?v>(\d{1,8})<')
STRINGS = re.compile(rb"<(?:\w+:)?si\b[^>]*>(.*?)</(?:\w+:)?si>", re.DOTALL)


def read(content: bytes) -> Table:
    weigh(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = book.sheet_names
        sheet = book.get_sheet_by_index(0) if names else None
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # the reader is native code: its panics are not Exceptions
        raise _damaged() from error
    return make_table(lambda: _rows(sheet))


def _rows(sheet: Any) -> Iterator[list[Any]]:
    """The rows from the first, each time they are asked for."""
    try:
        yield from sheet.iter_rows() if sheet is not None else ()
    except (KeyboardInterrupt, SystemExit, MemoryError, GeneratorExit):
        raise
    except BaseException as error:
        raise _damaged() from error


def weigh(content: bytes) -> None:
    """Nothing when the workbook is of a size we read; otherwise the refusal."""
    try:
        with ZipFile(io.BytesIO(content)) as book:
            _weigh_entries(book)
            sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
            lengths = _string_lengths(book)
            for name in sheets:
                _weigh_sheet(book.read(name), lengths)
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _damaged() from error


def _damaged() -> FileRefused:
    return FileRefused(_("This workbook is damaged or protected: save it again as an Excel workbook (.xlsx)."))


def _weigh_entries(book: ZipFile) -> None:
    entries = book.infolist()
    packed = sum(entry.compress_size for entry in entries) or 1
    claimed = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or claimed / packed > MAX_RATIO:
        raise FileRefused(_("This workbook is far larger than its file: it will not be opened."), code="zip_bomb")
    if claimed > MAX_UNZIPPED:
        limit = MAX_UNZIPPED // 1024 // 1024
        message = _("This workbook holds more than %(limit)s MB once unpacked: save it as CSV, or split it.")
        raise FileRefused(message % {"limit": limit}, code="file_too_large")
    left = MAX_UNZIPPED
    for entry in entries:
        with book.open(entry) as part:
            left -= sum(len(chunk) for chunk in _chunks(part, entry.filename, left))
    if left < 0:
        raise FileRefused(_("This workbook is far larger than its file: it will not be opened."), code="zip_bomb")


def _chunks(part: IO[bytes], name: str, left: int) -> Iterator[bytes]:
    """The content of a part, read to the end or to the limit; an XML part may declare no entities."""
    is_xml = name.lower().endswith((".xml", ".rels"))
    tail = b""
    while left >= 0 and (chunk := part.read(CHUNK)):
        if is_xml and ENTITY.search(tail + chunk):
            raise FileRefused(_("This workbook declares entities of its own: it will not be opened."))
        tail, left = chunk[-OVERLAP:], left - len(chunk)
        yield chunk


def _string_lengths(book: ZipFile) -> list[int]:
    names = [name for name in book.namelist() if name.lower() == "xl/sharedstrings.xml"]
    return [len(match[1]) for match in STRINGS.finditer(book.read(names[0]))] if names else []


def _weigh_sheet(xml: bytes, lengths: list[int]) -> None:
    """How wide and how long the sheet is, and how much text its cells repeat."""
    rows = max((int(match[1]) for match in ROW.finditer(xml)), default=0)
    columns = 0
    for match in PLACE.finditer(xml):
        columns, rows = max(columns, _column(match[1])), max(rows, int(match[2]))
    rows, columns = max(rows, xml.count(b"<row")), max(columns, 1)
    if rows > MAX_ROWS + 1:
        raise FileRefused(_("This file has more than %(count)s rows: split it.") % {"count": MAX_ROWS})
    if columns > MAX_COLUMNS:
        raise FileRefused(_("This file has more than %(count)s columns.") % {"count": MAX_COLUMNS})
    texts = sum(lengths[int(match[1])] for match in SHARED.finditer(xml) if int(match[1]) < len(lengths))
    if rows * columns > MAX_CELLS or texts > MAX_TEXT:
        raise FileRefused(_("This file holds too many cells: split it."))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
