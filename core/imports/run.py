"""Brings the rows of a file in, each on its own: what is refused goes to a file of rejects with its reason."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.exceptions import BusinessRuleError
from core.exports.cells import neutralise
from core.imports.map import Field, Mapping, check, remember
from core.imports.table import Table
from core.models import ImportRun
from core.text import clean_text

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
Handle = Callable[[dict[str, str]], str]  # writes one row through a service; says created, updated or unchanged


@dataclass(frozen=True, slots=True)
class Reject:
    line: int
    reason: str
    row: list[str]


@dataclass(slots=True)
class Outcome:
    run: ImportRun
    rejects: list[Reject] = field(default_factory=list)

    def as_json(self) -> dict[str, int]:
        run = self.run
        return {"read": run.read, "created": run.created, "updated": run.updated, "rejected": run.rejected}


def run_import(
    table: Table,
    mapping: Mapping,
    fields: Sequence[Field],
    handle: Handle,
    *,
    kind: str,
    file_name: str,
    file_sha256: str,
    by: Any,
    source: str = "",
    dry_run: bool = False,
) -> Outcome:
    """Every good row is in, every bad one in the rejects; a rehearsal says the same and writes nothing."""
    check(mapping, table.headers, fields)
    run = ImportRun(
        kind=kind,
        source=source,
        file_name=file_name[:200],
        file_sha256=file_sha256,
        mapping=mapping,
        dry_run=dry_run,
        by=by,
        started_at=clock.now(),
    )
    required = [one for one in fields if one.required]
    counts, rejects = (
        _rehearse(table, mapping, required, handle) if dry_run else _bring(table, mapping, required, handle)
    )
    run.read, run.rejected = len(table), len(rejects)
    run.created, run.updated = counts[CREATED], counts[UPDATED]
    run.rejects = dict(Counter(one.reason for one in rejects).most_common(50))
    run.finished_at = clock.now()
    with transaction.atomic():
        run.save()
        remember(kind, source, mapping)
        audit.record("import.made", run, by=by, after={"kind": kind, "dry_run": dry_run, **Outcome(run).as_json()})
    return Outcome(run, rejects)


def _rehearse(
    table: Table, mapping: Mapping, required: Sequence[Field], handle: Handle
) -> tuple[Counter[str], list[Reject]]:
    with transaction.atomic():
        result = _bring(table, mapping, required, handle)
        transaction.set_rollback(True)
    return result


def _bring(
    table: Table, mapping: Mapping, required: Sequence[Field], handle: Handle
) -> tuple[Counter[str], list[Reject]]:
    counts: Counter[str] = Counter()
    rejects: list[Reject] = []
    for line, record in table.records(mapping):
        reason = _one(record, required, handle, counts)
        if reason:
            rejects.append(Reject(line, reason, table.rows[line - table.first_line]))
    return counts, rejects


def _one(record: dict[str, str], required: Sequence[Field], handle: Handle, counts: Counter[str]) -> str:
    """Nothing when the row is in; otherwise why not."""
    try:
        clean = {key: clean_text(text) for key, text in record.items()}
        for one in required:
            if not clean.get(one.key):
                raise ValidationError(_("%(field)s is missing.") % {"field": one.label})
        with transaction.atomic():
            counts[handle(clean)] += 1
    except BusinessRuleError as error:
        return str(error)
    except ValidationError as error:
        return " ".join(error.messages)
    except (IntegrityError, DataError):
        return _("This row contradicts another one, or a value is out of range.")
    return ""


def write_rejects(table: Table, rejects: Sequence[Reject], target: IO[bytes]) -> None:
    """The refused rows as they came, with their line and the reason, ready to be corrected and sent again."""
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";")
    writer.writerow([*(neutralise(header) for header in table.headers), _("line"), _("reason")])
    for one in rejects:
        writer.writerow([*(neutralise(cell) for cell in one.row), one.line, one.reason])
    text.detach()
