"""How one kind of file comes in: a chunk of rows at a time, set-based; each row is created, filled or refused."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.exceptions import BusinessRuleError
from core.imports.map import Field
from core.imports.table import Table
from core.imports.values import Words, translated
from core.text import clean_text

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
SKIP, FILL, TOUCH = "skip", "fill", "touch"
POLICIES = {
    SKIP: gettext_lazy("Leave them as they are"),
    FILL: gettext_lazy("Fill their empty fields"),
    TOUCH: gettext_lazy("Fill their empty fields and add a touchpoint"),
}
CHUNK = 1000


@dataclass(slots=True)
class Row:
    """One line of the file by field, and what became of it: the record, and which of its fields were filled."""

    line: int
    values: dict[str, str]
    cells: list[str] = field(default_factory=list)
    fate: str = ""
    reason: str = ""
    read: dict[str, Any] = field(default_factory=dict)
    record: Any = None
    filled: dict[str, Any] = field(default_factory=dict)
    labels: Mapping[str, Any] = field(default_factory=dict)  # how people call its fields

    def refuse(self, error: Exception) -> None:
        self.reason = reason_of(error, self.labels)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


class Importer(ABC):
    """What one kind of file may say, and how a chunk of its rows enters; one instance a run."""

    kind: str = ""
    label: Any = ""
    fields: Sequence[Field] = ()
    permission = "core.import_data"
    policies: Sequence[str] = (FILL, SKIP)
    page = ""  # the route of the list that shows what came in

    def __init__(self, *, by: Any, now: datetime, options: Mapping[str, Any] | None = None) -> None:
        self.by = by
        self.now = now
        self.options = dict(options or {})
        self.policy: str = self.options.get("policy") or self.policies[0]
        self.run_id = 0

    def steady(self) -> AbstractContextManager[Any]:
        """Within, what every row would ask again is read once."""
        return nullcontext()

    @abstractmethod
    def read(self, row: Row) -> dict[str, Any]:
        """The row's cells as values; a refusal raises."""

    @abstractmethod
    def bring(self, rows: list[Row]) -> None:
        """Writes the rows and says the fate of each; a row refused has a reason instead."""

    @abstractmethod
    def take_back(self, rows: Sequence[Any]) -> dict[int, str]:
        """Undoes what these lines wrote (ImportedRow); line → why it stays, for those that somebody built on."""


def reason_of(error: Exception, labels: Mapping[str, Any]) -> str:
    """The refusal in a sentence that names the field as the page of columns does."""
    if not isinstance(error, ValidationError):
        return str(error)
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    told = ((labels.get(name), " ".join(texts)) for name, texts in error.message_dict.items())
    return " ".join(_("%(field)s: %(reason)s") % {"field": f, "reason": r} if f else r for f, r in told)


def chunks(table: Table, mapping: dict[str, str], words: Words, *, skip: int = 0) -> Iterator[list[Row]]:
    """The rows after the first `skip`, a thousand at a time."""
    stream = islice(table.records(mapping), skip, None)
    while chunk := list(islice(stream, CHUNK)):
        yield [Row(line, translated(record, words), cells) for line, record, cells in chunk]


def bring_chunk(rows: list[Row], importer: Importer) -> None:
    """Each row of the chunk is in, or has its reason."""
    labels = {one.key: capfirst(one.label) for one in importer.fields}
    for row in rows:
        row.labels = labels
    _bring([row for row in rows if _readable(row, importer)], importer)


def _readable(row: Row, importer: Importer) -> bool:
    try:
        row.values = {name: clean_text(text).strip() for name, text in row.values.items()}
        for one in importer.fields:
            if one.required and not row.values.get(one.key):
                raise ValidationError(_("%(field)s is missing.") % {"field": one.label})
        row.read = importer.read(row)
    except (ValidationError, BusinessRuleError) as error:
        row.refuse(error)
        return False
    return True


def _bring(rows: list[Row], importer: Importer) -> None:
    """A chunk at once; when the database refuses it, by halves, down to the row that is wrong."""
    if not rows:
        return
    try:
        with transaction.atomic():
            importer.bring(rows)
    except (IntegrityError, DataError) as error:
        if len(rows) == 1:
            rows[0].reason = _("This row contradicts another one, or a value is out of range.")
            return
        del error
        for row in rows:
            row.fate, row.reason, row.record, row.filled = "", "", None, {}
        for half in (rows[: len(rows) // 2], rows[len(rows) // 2 :]):
            _bring(half, importer)


def each(rows: list[Row], act: Callable[[Row], None]) -> None:
    """The act for each row; a refusal stays with its row."""
    for row in rows:
        try:
            act(row)
        except (ValidationError, BusinessRuleError) as error:
            row.refuse(error)
