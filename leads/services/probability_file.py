"""A file with a target column becomes columns, outcomes and a report; nothing of it is kept."""

import csv
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core.exceptions import BusinessRuleError
from core.imports import csv as text_files
from core.imports import read
from core.imports.table import FileRefused, Table, make_table
from leads.rules.probability import target as targets
from leads.rules.probability.columns import NOTHING, Column, LeftOut, days_of, words_of
from leads.rules.probability.columns import read as read_column

BEGINNINGS = frozenset({"created", "creation", "captured", "capture", "engage", "engaged", "opened", "open", "start",
                        "date", "ouverture", "debut", "cree", "timestamp", "recu", "received"})  # fmt: skip
IN_ORDER = 0.95
MOST_ROWS = 100_000


@dataclass(slots=True)
class Asked:
    """What the caller says of the file."""

    target: str
    positive: str = ""
    negative: str = ""
    order: str = ""
    drop: tuple[str, ...] = ()


@dataclass(slots=True)
class Reading:
    """The decided rows of the file in the order of time, as columns and outcomes."""

    rows: int
    undecided: int
    target: targets.Target
    columns: list[Column]
    outcome: list[int]
    left_out: list[LeftOut]
    late: list[tuple[str, float]]
    ordered_by: str = ""


def load(path: Path) -> Table:
    """The table of the file; of a longer text file evenly spaced rows, at most a hundred thousand."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileRefused(_("The file %(name)s cannot be read.") % {"name": path}) from error
    lines = content.count(b"\n")
    if lines <= MOST_ROWS or content.startswith((read.ZIP, read.OLE, read.PDF)):
        return read.read_table(content)
    return make_table(partial(_spaced, text_files.decode(content), lines // MOST_ROWS + 1))


def _spaced(text: str, step: int) -> Iterator[list[str]]:
    rows = csv.reader(text.splitlines(), delimiter=text_files.separator(text))
    return (row for place, row in enumerate(rows) if place % step == 0)


def interpret(table: Table, asked: Asked) -> Reading:
    """What a model may read of the table; refused with a sentence when the target is no outcome."""
    place = _place(table, asked.target)
    cells = table.rows
    texts = {name: [row[i] for row in cells] for i, name in enumerate(table.headers)}
    try:
        told = targets.read(texts.pop(table.headers[place]), asked.positive, asked.negative)
    except targets.TargetRefused as refused:
        raise BusinessRuleError(_refusal(asked.target, refused), code=refused.code) from refused
    for name in asked.drop:
        texts.pop(table.headers[_place(table, name)], None)
    rows, ordered_by = _in_order(table, texts, told.decided, asked)
    reading = Reading(len(table), len(table) - len(rows), told, [], [told.values[row] or 0 for row in rows], [], [],
                      ordered_by)  # fmt: skip
    for name, column in texts.items():
        found = read_column(name, [column[row] for row in rows])
        if isinstance(found, LeftOut):
            reading.left_out.append(found)
        else:
            reading.columns.extend(found)
    reading.late = _late(texts, told)
    return reading


def _place(table: Table, name: str) -> int:
    folded = [header.strip().lower() for header in table.headers]
    if name.strip().lower() in folded:
        return folded.index(name.strip().lower())
    near = difflib.get_close_matches(name, table.headers, n=1)
    message = _("This file has no column “%(name)s”.") % {"name": name}
    if near:
        message += " " + _("Did you mean “%(near)s”?") % {"near": near[0]}
    raise BusinessRuleError(message, code="column_unknown")


def _in_order(table: Table, texts: dict[str, list[str]], rows: list[int], asked: Asked) -> tuple[list[int], str]:
    """The rows by the date that says when they began; as they stand when no column does."""
    if asked.order:
        name = table.headers[_place(table, asked.order)]
        days = days_of([texts[name][row] for row in rows]) if name in texts else None
        if days is None:
            raise BusinessRuleError(_("The column “%(name)s” holds no dates.") % {"name": name}, code="no_dates")
        return _sorted(rows, days), name
    for name, column in texts.items():
        if not BEGINNINGS & set(words_of(name)) or {"birth", "naissance", "close", "end"} & set(words_of(name)):
            continue
        days = days_of([column[row] for row in rows])
        if days and sum(day is not None for day in days) >= IN_ORDER * len(days):
            return _sorted(rows, days), name
    return rows, ""


def _sorted(rows: list[int], days: list[Any]) -> list[int]:
    pairs = sorted(zip(days, rows, strict=True), key=lambda pair: (pair[0] is not None, pair[0] or 0, pair[1]))
    return [row for _day, row in pairs]


def _late(texts: dict[str, list[str]], told: targets.Target) -> list[tuple[str, float]]:
    from leads.rules.probability.leaks import filled_late

    filled = {name: [cell.strip().lower() not in NOTHING for cell in column] for name, column in texts.items()}
    undecided = [row for row, value in enumerate(told.values) if value is None]
    return filled_late(filled, told.decided, undecided)


def _refusal(column: str, refused: targets.TargetRefused) -> str:
    sentences = {
        "target_empty": _("The column “%(column)s” is empty: there is no outcome to learn from."),
        "one_value": _("The column “%(column)s” holds one value only (%(value)s): won and lost are needed."),
        "value_unknown": _("The column “%(column)s” never says “%(value)s”; it says %(values)s."),
        "many_values": _(
            "The column “%(column)s” holds %(count)s values (%(values)s): name the one that is won with --positive"
            " and the one that is lost with --negative."
        ),
    }
    return sentences[refused.code] % {"column": column, **refused.told}
