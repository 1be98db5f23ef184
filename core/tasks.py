"""The metronome's tasks: the tick, the sweeps, and the one task that sends e-mail."""

from __future__ import annotations

from celery import shared_task

from core import clock, due, messages


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
