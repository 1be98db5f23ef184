"""Rings a Celery task after commit: a nudge that may be lost, since the sweep settles what is missing anyway."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from celery import Task
from django.conf import settings
from kombu.connection import Connection
from kombu.pools import producers

logger = logging.getLogger(__name__)
MUTED_SECONDS = 30.0


class _Breaker:
    """After a failure nobody rings for half a minute: a request never waits twice for a broker that is away."""

    def __init__(self) -> None:
        self._until = 0.0
        self._lock = threading.Lock()

    def open(self) -> bool:
        return time.monotonic() < self._until

    def trip(self) -> None:
        with self._lock:
            self._until = time.monotonic() + MUTED_SECONDS

    def reset(self) -> None:
        self._until = 0.0

    def mute(self) -> None:
        self._until = float("inf")


breaker = _Breaker()


@contextmanager
def silence() -> Iterator[None]:
    """Nobody is rung meanwhile: whoever works in bulk settles everything at the end."""
    breaker.mute()
    try:
        yield
    finally:
        breaker.reset()


def _connection() -> Connection:
    patience = settings.BELLS_SOCKET_TIMEOUT
    options = {"socket_timeout": patience, "socket_connect_timeout": patience, "retry_on_timeout": False}
    return Connection(settings.REDIS_URL, transport_options=options, connect_timeout=patience)  # type: ignore[no-untyped-call]


def ring(task: Task, *args: Any) -> bool:
    """Asks a worker to look at once; False when nobody could be asked."""
    if breaker.open():
        return False
    try:
        if settings.CELERY_TASK_ALWAYS_EAGER:
            task.apply(args=args, throw=True)
            return True
        with producers[_connection()].acquire(block=True, timeout=settings.BELLS_SOCKET_TIMEOUT) as producer:
            task.apply_async(args=args, producer=producer, retry=False, ignore_result=True)
    except Exception:
        breaker.trip()
        logger.warning("bell_lost", extra={"task": task.name}, exc_info=True)
        return False
    return True
