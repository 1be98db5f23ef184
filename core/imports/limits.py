"""What a workbook may weigh, and how reading it ends: told between the house and the process that reads it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Verdict(IntEnum):
    """How the reading ended; another status, or a signal, is a reader that broke down."""

    READ = 0
    DAMAGED = 10
    BOMB = 11
    LARGE = 12
    ENTITIES = 13
    ROWS = 14
    COLUMNS = 15
    CELLS = 16
    LONG_CELL = 17
    MEMORY = 18
    LATER = 19


class Refused(Exception):  # noqa: N818
    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict)
        self.verdict = verdict


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may weigh and its reader may take: bytes, seconds and counts."""

    entries: int
    unzipped: int
    ratio: int
    text: int
    cell: int
    rows: int
    columns: int
    cells: int
    memory: int
    seconds: int
    at_once: int  # a workbook of more bytes, once unpacked, is left for later
