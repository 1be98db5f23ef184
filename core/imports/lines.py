"""What became of each line of a file: kept for the rejects and for taking the import back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import IO

from django.utils.translation import gettext as _

from core.exports.cells import neutralise
from core.imports.copying import copy_in
from core.imports.engine import CREATED, UPDATED, Row
from core.imports.table import Table
from core.models import ImportedRow, ImportRun, RowFate

BATCH = 2000


def keep(run: ImportRun, rows: Sequence[Row]) -> None:
    """The lines of a chunk that changed something, or were refused."""
    told = [line for row in rows if (line := _line(run, row))]
    copy_in(told, now=run.started_at)


def _line(run: ImportRun, row: Row) -> ImportedRow | None:
    if row.reason:
        return ImportedRow(run=run, line=row.line, fate=RowFate.REJECTED, reason=row.reason, cells=row.cells)
    if row.fate not in (CREATED, UPDATED) or row.record is None:
        return None
    return ImportedRow(run=run, line=row.line, fate=row.fate, object_id=row.record.pk, filled=row.filled or None)


def keep_rejects(run: ImportRun, table: Table, reasons: Mapping[int, str]) -> None:
    """The refused lines with their cells, read from the file once more."""
    batch: list[ImportedRow] = []
    for line, cells in table if reasons else ():
        if line in reasons:
            batch.append(ImportedRow(run=run, line=line, fate=RowFate.REJECTED, reason=reasons[line], cells=cells))
        if len(batch) >= BATCH:
            ImportedRow.objects.bulk_create(batch)
            batch.clear()
    ImportedRow.objects.bulk_create(batch)


def rejects(run: ImportRun) -> Iterator[ImportedRow]:
    found = ImportedRow.objects.filter(run=run, fate=RowFate.REJECTED).order_by("line")
    return found.iterator(chunk_size=BATCH)


def write_rejects(run: ImportRun, target: IO[bytes]) -> None:
    """The refused rows as they came, with their line and the reason, ready to be corrected and sent again."""
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";")
    writer.writerow([*(neutralise(header) for header in run.headers), _("line"), _("reason")])
    for one in rejects(run):
        writer.writerow([*(neutralise(cell) for cell in one.cells or []), one.line, neutralise(one.reason)])
    text.detach()
