"""Reads XLSX through a process of its own: the workbook is turned once into rows on the disk, and read from there."""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from core.imports.limits import Limits, Verdict
from core.imports.table import MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, FileRefused, Table, make_table

MAX_ENTRIES = 200
MAX_UNZIPPED = 200 * 1024 * 1024
MAX_RATIO = 100
MAX_TEXT = 200 * 1024 * 1024
MAX_MEMORY = 512 * 1024 * 1024  # 250,000 rows of ten columns take half of it
AT_ONCE = 10 * 1024 * 1024  # unpacked: a second, within the request that brings the file
SECONDS, SECONDS_AT_ONCE = 100, 15
SHARED = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH")  # of the environment: nothing secret
logger = logging.getLogger(__name__)


class ReadLater(Exception):  # noqa: N818
    """A workbook so large that a worker should read it."""


class Rows:
    """The rows that `unpack` made, read again from the first each time they are asked for."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def __call__(self) -> Iterator[list[str]]:
        self.file.seek(0)
        while line := self.file.readline():
            yield json.loads(line)


def read(file: IO[bytes]) -> Table:
    """The table of the first sheet; what it is read from goes with it."""
    rows = Rows(unpack(file))
    weakref.finalize(rows, rows.file.close)
    return make_table(rows)


def unpack(file: IO[bytes], *, at_once: bool = False) -> IO[bytes]:
    """The rows of a workbook, as `table_of` reads them, in a file that is gone when it is closed.

    `at_once`, a large workbook raises ReadLater before it is opened.
    """
    with ExitStack() as unless_read:
        rows = unless_read.enter_context(_scratch())
        with _scratch() as book:
            file.seek(0)
            shutil.copyfileobj(file, book)
            book.seek(0)
            status = _run(book, rows, at_once=at_once)
        if status == Verdict.LATER:
            raise ReadLater
        if status != Verdict.READ:
            raise _refusal(status)
        unless_read.pop_all()
    return rows


def table_of(file: IO[bytes]) -> Table:
    """The table of what `unpack` made; the file stays open as long as its rows are asked for."""
    return make_table(Rows(file))


def _scratch() -> IO[bytes]:
    """A file without a name on the disk of the files: /tmp may be memory."""
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True, mode=0o700)
    return tempfile.TemporaryFile(dir=settings.MEDIA_ROOT)


def _run(book: IO[bytes], rows: IO[bytes], *, at_once: bool) -> int:
    """The status of the reader, ended when it takes too long."""
    seconds = SECONDS_AT_ONCE if at_once else SECONDS
    limits = Limits(
        entries=MAX_ENTRIES, unzipped=MAX_UNZIPPED, ratio=MAX_RATIO, text=MAX_TEXT, cell=MAX_CELL, rows=MAX_ROWS,
        columns=MAX_COLUMNS, cells=MAX_CELLS, memory=MAX_MEMORY, seconds=seconds,
        at_once=AT_ONCE if at_once else MAX_UNZIPPED,
    )  # fmt: skip
    command = [sys.executable, "-E", "-s", "-m", "core.imports.workbook", json.dumps(asdict(limits))]
    try:
        ended = subprocess.run(
            command, stdin=book, stdout=rows, stderr=subprocess.PIPE, timeout=seconds, cwd=settings.BASE_DIR,
            env={name: os.environ[name] for name in SHARED if name in os.environ}, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return -signal.SIGXCPU
    if ended.returncode not in (Verdict.READ, Verdict.LATER, *REFUSALS):
        logger.warning(
            "workbook reader ended with %s: %s", ended.returncode, ended.stderr[-500:].decode(errors="replace")
        )
    return ended.returncode


def _refusal(status: int) -> FileRefused:
    """What is told of a workbook that was not read."""
    if status == -signal.SIGXCPU:
        return FileRefused(_("Reading this workbook takes too long: save it as CSV, or split it."), code="too_slow")
    if status < 0:  # the native reader gives up when memory is refused to it
        return _too_heavy()
    told = REFUSALS.get(status)
    return told() if told else FileRefused(_("This workbook could not be read: save it as CSV, or try again later."))


def _too_heavy() -> FileRefused:
    message = _("Reading this workbook takes too much memory: save it as CSV, or split it.")
    return FileRefused(message, code="file_too_large")


def _damaged() -> FileRefused:
    return FileRefused(_("This workbook is damaged or protected: save it again as an Excel workbook (.xlsx)."))


def _bomb() -> FileRefused:
    return FileRefused(_("This workbook is far larger than its file: it will not be opened."), code="zip_bomb")


def _large() -> FileRefused:
    message = _("This workbook holds more than %(limit)s MB once unpacked: save it as CSV, or split it.")
    return FileRefused(message % {"limit": MAX_UNZIPPED // 1024 // 1024}, code="file_too_large")


REFUSALS: dict[int, Callable[[], FileRefused]] = {
    Verdict.DAMAGED: _damaged,
    Verdict.BOMB: _bomb,
    Verdict.LARGE: _large,
    Verdict.ENTITIES: lambda: FileRefused(_("This workbook declares entities of its own: it will not be opened.")),
    Verdict.ROWS: lambda: FileRefused(_("This file has more than %(count)s rows: split it.") % {"count": MAX_ROWS}),
    Verdict.COLUMNS: lambda: FileRefused(_("This file has more than %(count)s columns.") % {"count": MAX_COLUMNS}),
    Verdict.CELLS: lambda: FileRefused(_("This file holds too many cells: split it.")),
    Verdict.LONG_CELL: lambda: FileRefused(_("A cell of this workbook is too long.")),
    Verdict.MEMORY: _too_heavy,
}
