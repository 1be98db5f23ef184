"""The metronome's tasks: the tick, the sweeps, and the one task that sends e-mail."""

from __future__ import annotations

from datetime import date, datetime

from celery import shared_task

from core import bells, clock, due, limits, messages
from core.imports import forgetting, queue
from core.jobs import StepResult, hash_rows
from core.models import ImportState


@shared_task(name="core.tick")  # type: ignore[untyped-decorator]
def tick() -> dict[str, int]:
    """Every five minutes: what the schedule says is due."""
    return due.run_due(clock.now())


@shared_task(name="core.dispatch", expires=30)  # type: ignore[untyped-decorator]
def dispatch() -> dict[str, int]:
    """Every ten seconds: all sweeps."""
    return due.run_sweeps(clock.now())


@shared_task(name="core.send_message")  # type: ignore[untyped-decorator]
def send_message() -> int:
    """The messages that wait leave now, without waiting for the next sweep."""
    return messages.send_waiting(clock.now())


@shared_task(name="core.run_import")  # type: ignore[untyped-decorator]
def run_import(run_id: int) -> str:
    """An import is read, checked, brought in or taken back, as somebody asked; then the next workbook has its turn."""
    state = queue.go_on(run_id)
    if state in (ImportState.DRAFT, ImportState.FAILED) and (unread := queue.next_unread()):
        bells.ring(run_import, unread)
    return state


def sweep_imports(now: datetime) -> int:
    """Rings for every import that nobody is at: a lost bell or a killed worker delays it by a minute."""
    found = queue.waiting(now)
    for run_id in found:
        bells.ring(run_import, run_id)
    return len(found)


def forget_imports(_day: date) -> StepResult:
    """Files and cells of imports that are over are gone."""
    return StepResult(counts={"forgotten": forgetting.forget_old(clock.now())}, sha=hash_rows(()))


def forget_counts(_day: date) -> StepResult:
    """Counts of calls and of wrong passwords whose time is over are gone."""
    return StepResult(counts=limits.forget_old(clock.now()), sha=hash_rows(()))
