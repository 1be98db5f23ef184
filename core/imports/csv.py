"""Reads CSV as people's spreadsheets write it: any usual encoding, any usual separator."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from core.imports.table import FileRefused, Table, make_table

SEPARATORS = ";,\t|"
SAMPLE_LINES = 20
SAMPLE_BYTES = 200_000
LIKELY = ["cp1252", "mac_roman", "utf_16_le", "utf_16_be"]
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAX_CELL = 100_000


def read(content: bytes) -> Table:
    text = decode(content)
    if "\x00" in text:
        raise FileRefused(_("This is not a text file: save it as CSV or as an Excel workbook (.xlsx)."))
    return make_table(_rows(text))


def decode(content: bytes) -> str:
    """UTF-8 when it is; else the likeliest encoding of an office, in the end Windows-1252."""
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        guess = from_bytes(content[:SAMPLE_BYTES], cp_isolation=LIKELY).best()
        return content.decode(guess.encoding if guess else "cp1252", errors="replace")


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


def _rows(text: str) -> Iterator[list[str]]:
    mark = separator(text)
    csv.field_size_limit(MAX_CELL)
    lines = io.StringIO(text, newline="")
    if text[:4].lower() == "sep=":
        lines.readline()
    try:
        yield from csv.reader(lines, delimiter=mark)
    except csv.Error as error:
        raise FileRefused(_("A cell of this file is too long, or a quotation mark is never closed.")) from error
