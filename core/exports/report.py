"""Report: a title, columns, rows and the instant they are true for; every format prints the same one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

Kind = Literal["text", "int", "points", "money", "percent", "ratio", "date", "datetime"]
KINDS = frozenset(get_args(Kind))


@dataclass(frozen=True, slots=True)
class Column:
    """`percent` and `ratio` columns hold shares: 0.25 is printed 25 % or 0.25; None is "n/a"."""

    key: str
    label: Any
    kind: Kind = "text"

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind!r} is not a kind of column.")

    @property
    def is_text(self) -> bool:
        return self.kind == "text"


@dataclass(frozen=True, slots=True)
class Report:
    """`parts` are the further tables of the same page: below in a CSV, a sheet each in XLSX, each with its title."""

    title: Any
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    as_of: datetime
    filters: str = ""
    total: Sequence[Any] | None = None
    parts: Sequence[Report] = ()

    @property
    def headers(self) -> list[str]:
        return [str(column.label) for column in self.columns]
