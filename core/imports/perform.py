"""Reads a file to its end: rehearsed, as a whole or chunk by chunk; what was interrupted goes on where it stopped."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction

from core import clock
from core.imports import lines
from core.imports.engine import CHUNK, CREATED, UPDATED, Importer, Row, bring_chunk, chunks
from core.imports.progress import Aside
from core.imports.table import Table
from core.models import ImportedRow, ImportRun

MOST_REASONS = 50


@dataclass(slots=True)
class Tally:
    """What was counted so far."""

    read: int = 0
    fates: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    rejects: dict[int, str] = field(default_factory=dict)

    def add(self, rows: list[Row]) -> None:
        self.read += len(rows)
        for row in rows:
            if row.reason:
                self.reasons[row.reason] += 1
            else:
                self.fates[row.fate] += 1

    def refuse(self, rows: list[Row]) -> None:
        """Remembers why, since nothing else of a transaction taken back remains; equal sentences are one text."""
        known = {reason: reason for reason in self.reasons}
        self.rejects.update((row.line, known.get(row.reason, row.reason)) for row in rows if row.reason)

    def note(self, run: ImportRun) -> None:
        run.read, run.rejected = self.read, sum(self.reasons.values())
        run.created, run.updated = self.fates[CREATED], self.fates[UPDATED]
        run.rejects = dict(self.reasons.most_common(MOST_REASONS))


def by_chunks(run: ImportRun, table: Table, importer: Importer) -> None:
    """Each thousand rows is a transaction with its own account: an import that is killed loses and doubles nothing."""
    tally = Tally(run.read, Counter({CREATED: run.created, UPDATED: run.updated}), Counter(run.rejects))
    with importer.steady():
        for rows in chunks(table, run.mapping, run.words, skip=run.read):
            with transaction.atomic():
                bring_chunk(rows, importer)
                lines.keep(run, rows)
                tally.add(rows)
                tally.note(run)
                run.beat_at = clock.now()
                run.save(update_fields=["read", "created", "updated", "rejected", "rejects", "beat_at"])


def rehearse(run: ImportRun, table: Table, importer: Importer) -> bool:
    """What every row would become is known, and nothing is written."""
    return _at_once(run, table, importer, write=False)


def as_a_whole(run: ImportRun, table: Table, importer: Importer) -> bool:
    """All rows are in, or none when one of them is refused."""
    return _at_once(run, table, importer, write=True)


def _at_once(run: ImportRun, table: Table, importer: Importer, *, write: bool) -> bool:
    ImportedRow.objects.filter(run=run).delete()
    tally = Tally()
    with Aside(run.pk) as aside, importer.steady(), transaction.atomic():
        for rows in chunks(table, run.mapping, run.words):
            if tally.read >= CHUNK:
                aside.tell(tally.read)
            bring_chunk(rows, importer)
            tally.add(rows)
            tally.refuse(rows)
            if write:
                lines.keep(run, [row for row in rows if not row.reason])
        entered = write and not tally.reasons
        transaction.set_rollback(not entered)
    tally.note(run)
    lines.keep_rejects(run, table, tally.rejects)
    run.save(update_fields=["read", "created", "updated", "rejected", "rejects"])
    return entered
