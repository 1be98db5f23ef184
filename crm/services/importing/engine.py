"""Brings a file in by chunks, set-based: each row is created, filled, unchanged or refused with its reason."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, clock
from core.exceptions import BusinessRuleError
from core.imports.map import Field, Mapping, check, remember
from core.imports.run import Outcome, Reject
from core.imports.table import Table
from core.models import ImportRun
from core.text import clean_text

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
CHUNK = 1000


@dataclass(slots=True)
class Row:
    """One line of the file by field, and what became of it."""

    line: int
    values: dict[str, str]
    fate: str = ""
    reason: str = ""
    read: dict[str, Any] = field(default_factory=dict)

    def refuse(self, error: Exception) -> None:
        self.reason = reason_of(error)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


class Importer:
    """What one kind of file may say, and how a chunk of its rows enters; one instance a run."""

    kind: str = ""
    label: Any = ""
    fields: Sequence[Field] = ()

    def __init__(self, *, by: User | None, now: datetime) -> None:
        self.by = by
        self.now = now

    def read(self, row: Row) -> dict[str, Any]:
        """The row's cells as values; a refusal raises."""
        raise NotImplementedError

    def bring(self, rows: list[Row]) -> None:
        """Writes the rows and says the fate of each; a row refused has a reason instead."""
        raise NotImplementedError


def reason_of(error: Exception) -> str:
    if isinstance(error, ValidationError):
        if hasattr(error, "error_dict"):
            return " ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
        return " ".join(error.messages)
    return str(error)


def run(
    table: Table,
    mapping: Mapping,
    importer: Importer,
    *,
    file_name: str,
    file_sha256: str,
    source: str = "",
    dry_run: bool = False,
    keep_run: bool = True,
) -> Outcome:
    """Every good row is in, every other one among the rejects; a rehearsal says the same and writes nothing."""
    check(mapping, table.headers, importer.fields)
    started = clock.now()
    rows = [Row(line, values) for line, values in table.records(mapping)]
    with transaction.atomic():
        _bring_all(rows, importer)
        transaction.set_rollback(dry_run)
    rejects = [Reject(row.line, row.reason, table.rows[row.line - table.first_line]) for row in rows if row.reason]
    fates = Counter(row.fate for row in rows if not row.reason)
    record = ImportRun(
        kind=importer.kind, source=source, file_name=file_name[:200], file_sha256=file_sha256, mapping=mapping,
        dry_run=dry_run, by=importer.by, started_at=started, finished_at=clock.now(), read=len(rows),
        created=fates[CREATED], updated=fates[UPDATED], rejected=len(rejects),
        rejects=dict(Counter(one.reason for one in rejects).most_common(50)),
    )  # fmt: skip
    if keep_run:
        _keep(record, importer, mapping, source)
    return Outcome(record, rejects)


def _keep(record: ImportRun, importer: Importer, mapping: Mapping, source: str) -> None:
    with transaction.atomic():
        record.save()
        remember(importer.kind, source, mapping)
        after = {"kind": importer.kind, "dry_run": record.dry_run, **Outcome(record).as_json()}
        audit.record("import.made", record, by=importer.by, after=after)


def _bring_all(rows: list[Row], importer: Importer) -> None:
    stream = iter(rows)
    while chunk := list(islice(stream, CHUNK)):
        readable = [row for row in chunk if _readable(row, importer)]
        _bring(readable, importer)


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
        for half in (rows[: len(rows) // 2], rows[len(rows) // 2 :]):
            _bring(half, importer)


def each(rows: list[Row], act: Callable[[Row], None]) -> None:
    """The act for each row; a refusal stays with its row."""
    for row in rows:
        try:
            act(row)
        except (ValidationError, BusinessRuleError) as error:
            row.refuse(error)
