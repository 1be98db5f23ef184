"""Brings a file in at once, for commands and seeds: checked or written before it returns."""

from __future__ import annotations

from dataclasses import dataclass

from core import clock
from core.imports import lines, runs
from core.imports.engine import Importer
from core.imports.map import Mapping, check, remember, words_for
from core.imports.table import Table
from core.imports.values import meanings, words_in
from core.models import ImportRun, ImportState


@dataclass(frozen=True, slots=True)
class Reject:
    line: int
    reason: str
    row: list[str]


@dataclass(slots=True)
class Outcome:
    run: ImportRun

    @property
    def rejects(self) -> list[Reject]:
        return [Reject(one.line, one.reason, one.cells or []) for one in lines.rejects(self.run)]

    def as_json(self) -> dict[str, int]:
        run = self.run
        return {"read": run.read, "created": run.created, "updated": run.updated, "rejected": run.rejected}


def run_import(
    table: Table,
    mapping: Mapping,
    importer: Importer,
    *,
    file_name: str,
    file_sha256: str,
    source: str = "",
    dry_run: bool = False,
) -> Outcome:
    """Every good row is in, every other one among the rejects; a rehearsal says the same and writes nothing."""
    check(mapping, table.headers, importer.fields)
    run = ImportRun.objects.create(
        kind=importer.kind, source=source, file_name=file_name[:200], file_sha256=file_sha256, headers=table.headers,
        mapping=mapping, options=importer.options, dry_run=dry_run, by=importer.by, started_at=clock.now(),
        state=ImportState.CHECKING if dry_run else ImportState.RUNNING,
    )  # fmt: skip
    run.words = meanings(words_in(table, mapping, importer.fields), importer.fields, words_for(importer.kind, source))
    runs.read_to_end(run, table, importer)
    run.total = run.read
    run.save(update_fields=["total", "words"])
    remember(importer.kind, source, mapping, run.words)
    return Outcome(run)
