"""Locks held by one process at a time, which die with its connection."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

SPACE = 7744


def hold(name: str) -> None:
    """The others wait from here to the end of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [SPACE, name])


@contextmanager
def only_one(name: str) -> Iterator[bool]:
    """True inside for the first who comes; False for the others, at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [SPACE, name])
        row = cursor.fetchone()
    mine = bool(row and row[0])
    try:
        yield mine
    finally:
        if mine and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [SPACE, name])
