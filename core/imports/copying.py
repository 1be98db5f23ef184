"""Writes new rows with COPY: several times the pace of INSERT, for rows whose keys are already known."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

KEYS = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"


def take_keys(model: type[models.Model], count: int) -> list[int]:
    """So many new numbers for rows of this table."""
    with connection.cursor() as cursor:
        cursor.execute(KEYS, [model._meta.db_table, count])
        return [row[0] for row in cursor.fetchall()]


def copy_in(rows: Sequence[Any], *, now: datetime) -> None:
    """These new rows of one model are in the table; those without a key get one. Triggers and constraints hold."""
    if not rows:
        return
    model = type(rows[0])
    nameless = [row for row in rows if row.pk is None]
    for row, key in zip(nameless, take_keys(model, len(nameless)) if nameless else (), strict=True):
        row.pk = key
    fields = [one for one in model._meta.concrete_fields if not one.generated and not one.has_db_default()]
    readers = [_reader(one, now) for one in fields]
    columns = ", ".join(f'"{one.column}"' for one in fields)
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row([read(row) for read in readers])


def _reader(field: Any, now: datetime) -> Callable[[Any], Any]:
    """How the value of one column is taken from a row."""
    name = field.attname
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return lambda _row: now
    if isinstance(field, models.JSONField):
        return lambda row: _json(getattr(row, name))
    return lambda row: getattr(row, name)


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
