"""Imports that wait for a worker."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from django.db.models import Q

from core.imports import runs, xlsx
from core.imports.receive import in_turn
from core.imports.undo import undo
from core.locks import only_one
from core.models import ImportRun, ImportState
from core.models.files import BUSY_STATES

SILENCE = timedelta(seconds=60)
IN_A_WORKER = "workbook:worker"  # one workbook at a time is read by all workers together


def go_on(run_id: int) -> str:
    """What was asked of this import is done; nothing when another worker is at it.

    A workbook to be read while another one is stays as it is: its turn comes.
    """
    with only_one(f"import:{run_id}") as mine:
        run = ImportRun.objects.select_related("by", "undone_by").filter(pk=run_id, state__in=BUSY_STATES).first()
        if not mine or run is None:
            return ""
        if run.state == ImportState.UNDOING:
            run = undo(run)
        elif run.state != ImportState.READING:
            run = runs.work(run)
        else:
            with suppress(xlsx.ReadLater), in_turn(IN_A_WORKER):
                run = runs.work(run)
        return run.state


def next_unread() -> int | None:
    """The workbook that has waited longest to be read."""
    unread = ImportRun.objects.filter(state=ImportState.READING, beat_at=None)
    return unread.order_by("pk").values_list("pk", flat=True).first()


def waiting(now: datetime) -> list[int]:
    """Imports that nobody is at: never begun, or silent for a minute."""
    silent = Q(beat_at=None) | Q(beat_at__lt=now - SILENCE)
    return list(ImportRun.objects.filter(silent, state__in=BUSY_STATES).order_by("pk").values_list("pk", flat=True))
