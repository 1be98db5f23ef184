"""Program that reads one workbook in a process of its own: weighs it, then writes its rows, a JSON list of texts each.

`python -m core.imports.workbook LIMITS < book.xlsx > rows`, LIMITS being JSON; its exit status is a Verdict. It loads
no Django and holds neither settings nor secrets: whatever a hostile file does to it, it does to nobody else.
"""

from __future__ import annotations

import json
import resource
import sys
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineWorkbook

from core.imports.limits import Limits, Refused, Verdict
from core.imports.weighing import weigh

BATCH = 1000


def main(argument: str, book: IO[bytes], target: IO[bytes]) -> Verdict:
    limits = Limits(**json.loads(argument))
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most + 1))
    try:
        _weigh(book, limits)
        write(rows_of(book), target, limits)
    except Refused as refused:
        return refused.verdict
    except MemoryError:
        return Verdict.MEMORY
    return Verdict.READ


def _weigh(book: IO[bytes], limits: Limits) -> None:
    try:
        with ZipFile(book) as parts:
            weigh(parts, limits)
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Refused(Verdict.DAMAGED) from error


def rows_of(book: IO[bytes]) -> Iterator[list[Any]]:
    """The rows of the first sheet, from the top of the sheet."""
    book.seek(0)
    try:
        opened = CalamineWorkbook.from_filelike(book)
        yield from opened.get_sheet_by_index(0).iter_rows() if opened.sheet_names else ()
    except (KeyboardInterrupt, SystemExit, MemoryError, GeneratorExit, Refused):
        raise
    except BaseException as error:  # the reader is native code: its panics are not Exceptions
        raise Refused(Verdict.DAMAGED) from error


def write(rows: Iterator[list[Any]], target: IO[bytes], limits: Limits) -> None:
    """Each row is a line of the target; an empty row too, so that lines keep their numbers."""
    left = limits.text
    while batch := [_line(row, limits.cell) for row in islice(rows, BATCH)]:
        block = b"".join(batch)
        left -= len(block)
        if left < 0:
            raise Refused(Verdict.CELLS)
        target.write(block)


def _line(row: list[Any], longest: int) -> bytes:
    texts = [plain(cell) for cell in row]
    if not any(texts):
        return b"[]\n"
    if max(map(len, texts)) > longest:
        raise Refused(Verdict.LONG_CELL)
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def plain(cell: Any) -> str:
    """What a person reads in the cell."""
    if isinstance(cell, str):
        return cell
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
    return str(cell)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer))
