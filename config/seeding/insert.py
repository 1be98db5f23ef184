"""Writes a model's rows from one SELECT, so that history is made inside Postgres and never row by row."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import connection, models

DRAW = """
CREATE OR REPLACE FUNCTION pg_temp.draw(key bigint, salt bigint) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
    SELECT (hashint8extended(key, {seed} * 1000 + salt) & 4503599627370495)::double precision / 4503599627370496.0
$$;
CREATE OR REPLACE FUNCTION pg_temp.pick(words text[], key bigint, salt bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT words[1 + floor(pg_temp.draw(key, salt) * cardinality(words))::int]
$$;
"""


def prepare_draws(seed: int) -> None:
    """draw(key, salt) gives a number in [0, 1) and pick(words, key, salt) a word: the same for the same seed."""
    run(DRAW.format(seed=int(seed)))


def statement(name: str) -> str:
    """The SQL kept in sql/<name>.sql."""
    return (Path(__file__).parent / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def run(sql: str, **params: Any) -> int:
    """The statement's row count."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return int(cursor.rowcount)


def literal(value: object) -> str:
    """A default of the model, as SQL."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, dict | list):
        return f"'{json.dumps(value)}'::jsonb"
    return "'{}'".format(str(value).replace("'", "''"))


def fill_in(field: "models.Field[Any, Any]", at: str) -> str | None:
    """What stands in a column that the caller leaves out: its default, '' for text, the row's moment for stamps."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return at
    if field.null or field.primary_key or field.generated or field.has_db_default():
        return None
    if field.has_default():
        return literal(field.get_default())
    if field.empty_strings_allowed:
        return "''"
    raise ValueError(f"{field.model.__name__}.{field.name} needs an expression.")


def insert_select(
    model: type[models.Model], columns: dict[str, str], source: str, *, at: str = "now()", **params: Any
) -> int:
    """Rows of `model` from `SELECT columns source`; returns how many. Columns are field names, values are SQL."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    unknown = columns.keys() - fields.keys()
    if unknown:
        raise ValueError(f"{model.__name__} has no {', '.join(sorted(unknown))}.")
    expressions = {name: columns.get(name) or fill_in(field, at) for name, field in fields.items()}
    kept = {name: sql for name, sql in expressions.items() if sql is not None}
    names = ", ".join(f'"{fields[name].column}"' for name in kept)
    return run(f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {", ".join(kept.values())} {source}', **params)  # noqa: S608


def catch_up_sequence(*classes: type[models.Model]) -> None:
    """The next row saved by the application gets a number after the highest one written here."""
    for model in classes:
        table = model._meta.db_table
        highest = f'SELECT greatest(1, max(id)) FROM "{table}"'  # noqa: S608
        run(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), ({highest}))")


def analyze(*classes: type[models.Model]) -> None:
    """The planner knows the new rows."""
    for model in classes:
        run(f'ANALYZE "{model._meta.db_table}"')
