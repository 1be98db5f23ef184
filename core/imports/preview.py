"""What a file would bring, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.imports.map import Field, Mapping
from core.imports.table import Table

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """One field, the column that stands for it, and what that column holds."""

    field: Field
    header: str
    examples: list[str]

    @property
    def missing(self) -> bool:
        return self.field.required and not self.header


@dataclass(frozen=True, slots=True)
class Preview:
    headers: list[str]
    choices: list[Choice]
    rows: list[dict[str, Any]]
    count: int
    unused: list[str]

    @property
    def complete(self) -> bool:
        return not any(choice.missing for choice in self.choices)


def preview(table: Table, mapping: Mapping, fields: Sequence[Field], *, shown: int = SHOWN) -> Preview:
    """The first rows as they would be read, and the columns nobody asked for."""
    rows = [record for _line, record in zip(range(shown), (one for _at, one in table.records(mapping)), strict=False)]
    choices = [Choice(field, mapping.get(field.key, ""), _examples(rows, field.key)) for field in fields]
    used = set(mapping.values())
    unused = [header for header in table.headers if header not in used]
    return Preview(table.headers, choices, rows, len(table), unused)


def _examples(rows: list[dict[str, Any]], key: str) -> list[str]:
    found = dict.fromkeys(row[key] for row in rows if row.get(key))
    return list(found)[:3]
