"""An import from its columns to its end: matched, checked, brought in; each step asked by somebody and audited."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core import audit, clock
from core.exceptions import BusinessRuleError
from core.imports import perform
from core.imports.engine import Importer
from core.imports.kinds import kind_named
from core.imports.map import check, remember, words_for
from core.imports.receive import opened, read_in
from core.imports.table import Table
from core.imports.values import Words, meanings, words_in
from core.models import ImportRun, ImportState

CHOOSABLE = (ImportState.DRAFT, ImportState.CHECKED, ImportState.REFUSED, ImportState.FAILED)
MOST_ATTEMPTS = 3


def words_of(run: ImportRun, table: Table) -> Words:
    """What the words of the chosen columns mean: as chosen, as last time, or as guessed."""
    fields = kind_named(run.kind).fields
    known = {**words_for(run.kind, run.source), **run.words}
    return meanings(words_in(table, run.mapping, fields), fields, known)


def choose(run: ImportRun, *, mapping: Mapping[str, str], words: Words | None, by: Any) -> ImportRun:
    """The columns and the words mean what was chosen; the next file of this source is read the same way."""
    run = _held(run, CHOOSABLE)
    check(dict(mapping), run.headers, kind_named(run.kind).fields)
    run.mapping, run.state = dict(mapping), ImportState.DRAFT
    if words is not None:
        run.words = words
    run.save(update_fields=["mapping", "words", "state"])
    remember(run.kind, run.source, run.mapping, run.words)
    return run


@transaction.atomic
def ask(run: ImportRun, state: ImportState, *, by: Any, options: Mapping[str, Any] | None = None) -> ImportRun:
    """A worker checks the file, or brings it in, from now on."""
    run = _held(run, CHOOSABLE)
    check(run.mapping, run.headers, kind_named(run.kind).fields)
    run.state, run.attempts, run.error, run.beat_at = state, 0, "", None
    run.options = {**run.options, **(options or {})}
    run.read = run.created = run.updated = run.rejected = 0
    run.rejects = {}
    run.save()
    run.lines.all().delete()
    audit.record(f"import.{state}", run, by=by, after={"kind": run.kind, "rows": run.total})
    return run


def _held(run: ImportRun, states: tuple[ImportState, ...]) -> ImportRun:
    """The import as it is now, held; refused when it has gone on meanwhile."""
    with transaction.atomic():
        held: ImportRun | None = ImportRun.objects.select_for_update().filter(pk=run.pk).first()
    if held is None or held.state not in states:
        raise BusinessRuleError(_("This import has already gone on."), code="import_gone_on")
    return held


def importer_of(run: ImportRun) -> Importer:
    """What brings the rows of this import in."""
    return kind_named(run.kind)(by=run.by, now=clock.now(), options=run.options)


def work(run: ImportRun) -> ImportRun:
    """Does what was asked of this import, from where it was interrupted; one that cannot go on says why."""
    with translation.override(getattr(run.by, "language", "") or settings.LANGUAGE_CODE):
        if run.attempts >= MOST_ATTEMPTS:
            return _stop(run, _("This import was interrupted three times: nothing more of it will come in."))
        ImportRun.objects.filter(pk=run.pk).update(attempts=run.attempts + 1, beat_at=clock.now())
        try:
            _refuse_leaver(run)
            if run.state == ImportState.READING:
                read_in(run)
                return run
            with opened(run) as table:
                read_to_end(run, table, importer_of(run))
        except BusinessRuleError as error:
            return _stop(run, str(error))
    return run


def _refuse_leaver(run: ImportRun) -> None:
    """Whoever asked must still be allowed to when a worker comes to it."""
    if run.by is None or not run.by.is_active or not run.by.has_perm(kind_named(run.kind).permission):
        raise BusinessRuleError(_("Whoever asked for this import may no longer import files."), code="not_allowed")


def read_to_end(run: ImportRun, table: Table, importer: Importer) -> None:
    """The file is checked, or in, as the state of the import asks."""
    importer.run_id = run.pk
    if run.state == ImportState.CHECKING:
        perform.rehearse(run, table, importer)
        _end(run, ImportState.CHECKED)
    elif not run.options.get("whole"):
        perform.by_chunks(run, table, importer)
        _end(run, ImportState.DONE)
    else:
        _end(run, ImportState.DONE if perform.as_a_whole(run, table, importer) else ImportState.REFUSED)


@transaction.atomic
def _end(run: ImportRun, state: ImportState) -> None:
    run.state, run.finished_at, run.attempts = state, clock.now(), 0
    run.save(update_fields=["state", "finished_at", "attempts"])
    audit.record("import.made" if state == ImportState.DONE else f"import.{state}", run, by=run.by, after=told(run))
    if state == ImportState.DONE:
        _forget_file(run)


@transaction.atomic
def _stop(run: ImportRun, reason: str) -> ImportRun:
    """The import ends here and says why, unless it was forgotten meanwhile."""
    if not ImportRun.objects.select_for_update().filter(pk=run.pk, state=run.state).exists():
        return run
    if run.state == ImportState.READING:
        _forget_file(run)
    run.state, run.error, run.finished_at = ImportState.FAILED, reason, clock.now()
    run.save(update_fields=["state", "error", "finished_at"])
    audit.record("import.failed", run, by=run.by, after=told(run))
    return run


def told(run: ImportRun) -> dict[str, Any]:
    """The figures of a run, for the audit trail."""
    figures = {"read": run.read, "created": run.created, "updated": run.updated, "rejected": run.rejected}
    return {"kind": run.kind, "dry_run": run.dry_run, **figures}


def _forget_file(run: ImportRun) -> None:
    if run.stored_as:
        transaction.on_commit(partial(default_storage.delete, run.stored_as))
        run.stored_as = ""
        run.save(update_fields=["stored_as"])


@transaction.atomic
def drop(run: ImportRun, *, by: Any) -> None:
    """A file that nobody wants any more is forgotten, even before it is read; what it already brought stays."""
    run = _held(run, (*CHOOSABLE, ImportState.READING))
    _forget_file(run)
    audit.record("import.dropped", run, by=by, after={"kind": run.kind})
    run.delete()
