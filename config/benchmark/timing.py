"""How a piece of work is timed without leaving anything, and how it is told."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

HEAD = "| job | seconds | rows | rows/s | note |\n|---|---|---|---|---|"


def forgotten(work: Callable[[], Any]) -> tuple[float, Any]:
    """The seconds a piece of work takes, and what it gave; nothing of it stays."""
    with transaction.atomic():
        started = time.perf_counter()
        given = work()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        took = time.perf_counter() - started
        transaction.set_rollback(True)
    return took, given


def line(label: str, seconds: float, rows: int, note: str = "") -> str:
    return f"| {label} | {seconds:.2f} | {rows:,} | {rows / seconds:,.0f} | {note} |"
