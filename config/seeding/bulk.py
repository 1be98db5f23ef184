"""Tables without their indexes and foreign keys while millions of rows go in: they are built once, afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models

from config.seeding.insert import analyze, run
from config.seeding.world import World

MANY = 10_000
KEYS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = ANY (%s::"char"[]) AND conrelid = ANY (%s::regclass[]) ORDER BY oid
"""
INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = ANY (%s::regclass[]) AND NOT indisunique AND NOT indisexclusion ORDER BY indexrelid
"""


def rows(sql: str, *lists: list[str]) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, lists)
        return list(cursor.fetchall())


@contextmanager
def without_indexes(world: World, *classes: type[models.Model], kinds: str = "f") -> Iterator[None]:
    """Only at load size, and only their owner can; unique indexes and triggers stay (`kinds` of constraints go)."""
    tables = [model._meta.db_table for model in classes] if world.profile.leads >= MANY else []
    keys, indexes = rows(KEYS, list(kinds), tables), rows(INDEXES, tables)
    for table, name, _ in keys:
        run(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _ in indexes:
        run(f"DROP INDEX {name}")
    yield
    for _, definition in indexes:
        run(definition)
    for table, name, definition in keys:
        run(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
    if tables:
        analyze(*classes)
