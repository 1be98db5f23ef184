"""Weighs a workbook before it is read: a block at a time, never a whole part in memory."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from typing import IO
from zipfile import ZipFile

from core.imports.limits import Limits, Refused, Verdict

CHUNK = 1 << 20
# `{0,200}` and no "<": what looks for a mark in hostile text stays linear in its length
PLACE = re.compile(rb'<(?:\w{1,20}:)?c\b[^<>]{0,200}?\br="([A-Z]{1,4})(\d{1,8})"')
ROW = re.compile(rb'<(?:\w{1,20}:)?row\b[^<>]{0,200}?\br="(\d{1,8})"')
ROW_MARK = re.compile(rb"<(?:\w{1,20}:)?row\b")
STRING_MARK = re.compile(rb"<(?:\w{1,20}:)?si\b")
SHARED = re.compile(rb't="s"[^<>]{0,200}>(?:<f[^<>]{0,200}>[^<]{0,8200}</f>)?<(?:\w{1,20}:)?v>(\d{1,8})<')
ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def weigh(book: ZipFile, limits: Limits) -> None:
    """Nothing when the workbook is of a size we read now; otherwise the refusal, or that it is for later."""
    _weigh_claims(book, limits)
    left, lengths = limits.unzipped, array("I")
    for entry in sorted(book.infolist(), key=lambda one: not _holds_strings(one.filename)):
        with book.open(entry) as part:
            parts = _blocks(part, left)
            left -= _weigh_part(entry.filename, parts, lengths, limits)
        if left < 0:
            raise Refused(Verdict.BOMB)


def _weigh_claims(book: ZipFile, limits: Limits) -> None:
    """What the list of the parts says, before any of them is unpacked."""
    entries = book.infolist()
    packed = sum(entry.compress_size for entry in entries) or 1
    claimed = sum(entry.file_size for entry in entries)
    if len(entries) > limits.entries or claimed / packed > limits.ratio:
        raise Refused(Verdict.BOMB)
    if claimed > limits.unzipped:
        raise Refused(Verdict.LARGE)
    if claimed > limits.at_once:
        raise Refused(Verdict.LATER)


def _holds_strings(name: str) -> bool:
    return name.lower() == "xl/sharedstrings.xml"


def _blocks(part: IO[bytes], left: int) -> Iterator[bytes]:
    """The content of a part, to its end or a little beyond the limit; a tag is not cut unless it is endless."""
    held = b""
    while left >= 0 and (chunk := part.read(CHUNK)):
        left -= len(chunk)
        block = held + chunk
        cut = block.rfind(b"<")
        if cut <= 0 or len(block) - cut > CHUNK:
            cut = len(block)
        held = block[cut:]
        yield block[:cut]
    yield held


def _weigh_part(name: str, blocks: Iterator[bytes], lengths: array[int], limits: Limits) -> int:
    """The bytes of a part, after what kind of part it is was weighed."""
    if not name.lower().endswith((".xml", ".rels")):
        return sum(len(block) for block in blocks)
    scale: _Sheet | _Strings | None = None
    if name.startswith("xl/worksheets/"):
        scale = _Sheet(lengths, limits)
    elif _holds_strings(name):
        scale = _Strings(lengths)
    size = 0
    for block in blocks:
        if ENTITY.search(block):
            raise Refused(Verdict.ENTITIES)
        if scale:
            scale.add(block)
        size += len(block)
    return size


class _Strings:
    """The length of each shared string with its markup: from where it begins to where the next one does."""

    def __init__(self, lengths: array[int]) -> None:
        self.lengths = lengths

    def add(self, block: bytes) -> None:
        done = 0
        for mark in STRING_MARK.finditer(block):
            self._grow(mark.start() - done)
            self.lengths.append(0)
            done = mark.start()
        self._grow(len(block) - done)

    def _grow(self, size: int) -> None:
        if self.lengths:
            self.lengths[-1] += size


class _Sheet:
    """How wide and how long a sheet is, and how much text its cells repeat; refused as soon as it is too much."""

    def __init__(self, lengths: array[int], limits: Limits) -> None:
        self.lengths = lengths
        self.limits = limits
        self.rows = self.marks = self.texts = 0
        self.columns = 1

    def add(self, block: bytes) -> None:
        places = PLACE.findall(block)
        rows = [*map(int, ROW.findall(block)), *(int(row) for _letters, row in places)]
        self.marks += len(ROW_MARK.findall(block))
        self.rows = max(self.rows, self.marks, max(rows, default=0))
        self.columns = max(self.columns, max(map(_column, {letters for letters, _row in places}), default=1))
        known = len(self.lengths)
        self.texts += sum(self.lengths[at] for at in map(int, SHARED.findall(block)) if at < known)
        self._judge()

    def _judge(self) -> None:
        if self.rows > self.limits.rows + 1:
            raise Refused(Verdict.ROWS)
        if self.columns > self.limits.columns:
            raise Refused(Verdict.COLUMNS)
        if self.rows * self.columns > self.limits.cells or self.texts > self.limits.text:
            raise Refused(Verdict.CELLS)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
