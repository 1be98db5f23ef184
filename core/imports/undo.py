"""Takes a whole import back: what nobody changed since goes, what somebody built on stays and says why."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core import audit, clock
from core.exceptions import BusinessRuleError
from core.imports.engine import Importer
from core.imports.runs import importer_of, told
from core.models import ImportedRow, ImportRun, ImportState, RowFate

CHUNK = 2000
WRITTEN = (RowFate.CREATED, RowFate.UPDATED)


@transaction.atomic
def ask_undo(run: ImportRun, *, by: Any) -> ImportRun:
    """A worker takes the import back from now on."""
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("by").get(pk=run.pk)
    if run.dry_run or run.state not in (ImportState.DONE, ImportState.FAILED):
        raise BusinessRuleError(_("Only an import that is in can be taken back."), code="not_in")
    if not run.lines.filter(fate__in=WRITTEN).exists():
        raise BusinessRuleError(_("There is nothing left to take back."), code="nothing_to_undo")
    run.state, run.undone_by, run.beat_at, run.attempts = ImportState.UNDOING, by, None, 0
    run.save(update_fields=["state", "undone_by", "beat_at", "attempts"])
    audit.record("import.undoing", run, by=by, after=told(run))
    return run


def undo(run: ImportRun) -> ImportRun:
    """The last lines first, chunk by chunk; interrupted, it goes on with what is left."""
    importer = importer_of(run)
    importer.run_id = run.pk
    with translation.override(getattr(run.undone_by, "language", "") or settings.LANGUAGE_CODE):
        while _undo_chunk(run, importer):
            pass
        with transaction.atomic():
            run.state, run.undone_at = ImportState.UNDONE, clock.now()
            run.save(update_fields=["state", "undone_at"])
            audit.record("import.undone", run, by=run.undone_by, after={"undone": run.undone, "kept": run.kept})
    return run


@transaction.atomic
def _undo_chunk(run: ImportRun, importer: Importer) -> bool:
    rows = list(run.lines.filter(fate__in=WRITTEN).order_by("-line")[:CHUNK])
    if not rows:
        return False
    stays = importer.take_back(rows)
    for row in rows:
        row.fate, row.reason = (RowFate.KEPT, stays[row.line]) if row.line in stays else (RowFate.UNDONE, "")
        row.filled = None
    ImportedRow.objects.bulk_update(rows, ["fate", "reason", "filled"], batch_size=CHUNK)
    run.undone += len(rows) - len(stays)
    run.kept = dict(Counter(run.kept) + Counter(stays.values()))
    run.beat_at = clock.now()
    run.save(update_fields=["undone", "kept", "beat_at"])
    return True
