"""A file arrives: kept with its columns guessed; a large workbook waits until a worker has read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from functools import partial
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.exceptions import BusinessRuleError
from core.fingerprints import fingerprint_of
from core.imports import xlsx
from core.imports.kinds import kind_named
from core.imports.map import mapping_for
from core.imports.read import is_workbook, open_table
from core.imports.table import FileRefused, Table
from core.locks import hold, only_one
from core.models import ImportRun, ImportState

ROWS = ".rows"  # the rows of a workbook, kept in its place
IN_A_REQUEST = "workbook:request"  # the reader takes much memory: one process at a time reads in a request


@transaction.atomic
def keep_file(
    file: Any, *, kind: str, source: str, options: Mapping[str, Any], by: Any, now: datetime | None = None
) -> ImportRun:
    """The file waits with its columns guessed, or to be read by a worker; nothing of it is in yet.

    A workbook that comes while another is read waits too; one that waits already is not kept twice.
    """
    kind_named(kind)
    run = ImportRun(
        kind=kind, source=source.strip()[:80], state=ImportState.READING, file_name=str(file.name)[:200],
        file_sha256=fingerprint_of(file), options=dict(options), by=by, started_at=now or clock.now(),
    )  # fmt: skip
    with ExitStack() as after:
        rows: Any = None
        with suppress(xlsx.ReadLater):
            if is_workbook(file):
                with in_turn(IN_A_REQUEST):
                    rows = after.enter_context(xlsx.unpack(file, at_once=True))
            _describe(run, xlsx.table_of(rows) if rows else open_table(file))
        if run.state == ImportState.READING and (waits := _sent_already(run)):
            return waits
        run.save()
        _store(run, rows or file, ROWS if rows else ".bin")
    audit.record("import.file_kept", run, by=by, after={"kind": kind, "rows": run.total})
    return run


@contextmanager
def in_turn(name: str) -> Iterator[None]:
    """Inside, nobody else reads a workbook under this name; ReadLater when somebody does."""
    with only_one(name) as mine:
        if not mine:
            raise xlsx.ReadLater
        yield


def _sent_already(run: ImportRun) -> ImportRun | None:
    """The same file, sent by the same person for the same purpose, that still waits to be read."""
    hold(f"waits:{run.file_sha256}")
    same = {"by": run.by, "kind": run.kind, "source": run.source, "options": run.options}
    found = ImportRun.objects.filter(state=ImportState.READING, file_sha256=run.file_sha256, **same)
    return found.exclude(stored_as="").first()


def read_in(run: ImportRun) -> None:
    """The rows of a workbook that waited are kept in its place, and its columns can be chosen.

    Nothing of it is kept when it was forgotten while it was read.
    """
    with _kept(run) as file:
        rows = xlsx.unpack(file)
    with rows, transaction.atomic():
        _describe(run, xlsx.table_of(rows))
        if not ImportRun.objects.select_for_update().filter(pk=run.pk, state=ImportState.READING).exists():
            return
        transaction.on_commit(partial(default_storage.delete, run.stored_as))
        _store(run, rows, ROWS)
        run.attempts = 0
        run.save(update_fields=["state", "headers", "mapping", "total", "attempts"])
        audit.record("import.file_read", run, by=run.by, after={"kind": run.kind, "rows": run.total})


def _describe(run: ImportRun, table: Table) -> None:
    """What the table holds is known, and its columns are guessed."""
    run.total = len(table)
    if not run.total:
        raise FileRefused(_("This file has headers and no row."), code="empty_file")
    run.headers, run.state = table.headers, ImportState.DRAFT
    run.mapping = mapping_for(run.kind, run.source, table.headers, kind_named(run.kind).fields)


def _store(run: ImportRun, file: IO[bytes], ending: str) -> None:
    file.seek(0)
    run.stored_as = default_storage.save(f"imports/{run.pk}{ending}", File(file))
    run.save(update_fields=["stored_as"])


@contextmanager
def _kept(run: ImportRun) -> Iterator[IO[bytes]]:
    if not run.stored_as or not default_storage.exists(run.stored_as):
        raise FileRefused(_("This file is no longer kept: send it again."), code="file_gone")
    with default_storage.open(run.stored_as) as file:
        yield file


def refuse_unread(run: ImportRun) -> None:
    """Nothing once the rows of the file are known."""
    if run.state == ImportState.READING:
        raise BusinessRuleError(_("This file is still being read: ask again in a moment."), code="being_read")


@contextmanager
def opened(run: ImportRun) -> Iterator[Table]:
    """The table of the file that was kept."""
    with _kept(run) as file:
        yield xlsx.table_of(file) if run.stored_as.endswith(ROWS) else open_table(file)
