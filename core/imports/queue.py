"""Imports that wait for a worker."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from core.imports import runs
from core.imports.undo import undo
from core.locks import only_one
from core.models import ImportRun, ImportState
from core.models.files import BUSY_STATES

SILENCE = timedelta(seconds=60)


def go_on(run_id: int) -> str:
    """What was asked of this import is done; nothing when another worker is at it."""
    with only_one(f"import:{run_id}") as mine:
        run = ImportRun.objects.select_related("by", "undone_by").filter(pk=run_id, state__in=BUSY_STATES).first()
        if not mine or run is None:
            return ""
        run = undo(run) if run.state == ImportState.UNDOING else runs.work(run)
        return run.state


def waiting(now: datetime) -> list[int]:
    """Imports that nobody is at: never begun, or silent for a minute."""
    silent = Q(beat_at=None) | Q(beat_at__lt=now - SILENCE)
    return list(ImportRun.objects.filter(silent, state__in=BUSY_STATES).order_by("pk").values_list("pk", flat=True))
