"""Reads CSV as people's spreadsheets write it: any usual encoding, any usual separator, a line at a time."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from core.imports.table import MAX_CELL, FileRefused, Table, make_table

SEPARATORS = ";,\t|"
SAMPLE_LINES = 20
SAMPLE_BYTES = 200_000
BLOCK = 1 << 20
LIKELY = ["cp1252", "mac_roman", "utf_16_le", "utf_16_be"]
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAX_LINE = 1_000_000


def read(file: IO[bytes]) -> Table:
    """The table of a file that stays open as long as its rows are asked for."""
    encoding = encoding_of(file)
    file.seek(0)
    sample = file.read(SAMPLE_BYTES).decode(encoding, errors="ignore")
    announced = sample[:4].lower() == "sep="
    mark = separator(sample)
    return make_table(lambda: _rows(file, encoding, mark, announced=announced))


def encoding_of(file: IO[bytes]) -> str:
    """UTF-8 when all of it is; else the likeliest encoding of an office, in the end Windows-1252."""
    file.seek(0)
    start = file.read(SAMPLE_BYTES)
    for mark, encoding in BOMS:
        if start.startswith(mark):
            return encoding
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(start)
        while block := file.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        guess = from_bytes(start, cp_isolation=LIKELY).best()
        return guess.encoding if guess else "cp1252"
    return "utf-8"


def decode(content: bytes) -> str:
    """The text of a small file."""
    return content.decode(encoding_of(io.BytesIO(content)), errors="replace")


def separator(text: str) -> str:
    """The separator that cuts the first lines into the same number of cells, the more the better."""
    if text[:4].lower() == "sep=":
        return text[4:5]
    sample = [line for line in text[:SAMPLE_BYTES].splitlines()[:SAMPLE_LINES] if line.strip()]
    return max(SEPARATORS, key=lambda mark: _evenness(sample, mark))


def _evenness(lines: list[str], mark: str) -> tuple[float, int]:
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=mark)]
    except csv.Error:
        return (0.0, 0)
    if not widths or widths[0] < 2:
        return (0.0, 0)
    return (widths.count(widths[0]) / len(widths), widths[0])


def _rows(file: IO[bytes], encoding: str, mark: str, *, announced: bool) -> Iterator[list[str]]:
    csv.field_size_limit(MAX_CELL)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        if announced:
            text.readline(MAX_LINE)
        yield from csv.reader(_lines(text), delimiter=mark)
    except csv.Error as error:
        raise FileRefused(_("A cell of this file is too long, or a quotation mark is never closed.")) from error
    finally:
        with suppress(ValueError):  # the file may be closed before a reading that nobody finished
            text.detach()


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines as they come; never one so long that it would fill the memory."""
    while line := text.readline(MAX_LINE):
        if "\x00" in line:
            raise FileRefused(_("This is not a text file: save it as CSV or as an Excel workbook (.xlsx)."))
        if len(line) >= MAX_LINE:
            raise FileRefused(_("A line of this file is endless: it is not a list of rows and columns."))
        yield line
