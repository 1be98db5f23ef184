"""How long one statement may go unanswered before its connection is given up.

PostgreSQL ends a statement that is too slow, unless it is frozen itself or out of reach: then only the client can stop
waiting. The web sets a limit (DATABASE_PATIENCE_S, config/gunicorn.py), workers and commands set none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper

_asked: ContextVar[float | None] = ContextVar("database_patience", default=None)


def patience() -> float | None:
    """Seconds; None is for ever."""
    usual: float = settings.DATABASE_PATIENCE_S
    return (_asked.get() or usual) if usual else None


@contextmanager
def patient(seconds: float) -> Iterator[None]:
    """Inside, statements may take so long, where the web would give up earlier or later."""
    before = _asked.set(seconds)
    try:
        yield
    finally:
        _asked.reset(before)


def prepared() -> CursorWrapper:
    """A cursor whose statements PostgreSQL plans once for this connection (`core.postgres.base.Prepared`)."""
    ours: Any = connection
    cursor: CursorWrapper = ours.prepared()
    return cursor
