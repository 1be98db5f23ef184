"""A second database beside the first: whatever a measure writes there is real for it, and gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import sql

from config.embedded.postgres import DATABASE, Postgres

COPY = f"{DATABASE}_million"


@contextmanager
def copied(postgres: Postgres, url: str) -> Iterator[str]:
    """The address `url`, of a copy of the database; nobody may be connected to it while it is copied."""
    drop(postgres)
    with postgres.connect() as connection:
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER app_owner STRATEGY file_copy")
        connection.execute(made.format(sql.Identifier(COPY), sql.Identifier(DATABASE)))
    try:
        yield url.removesuffix(f"/{DATABASE}") + f"/{COPY}"
    finally:
        drop(postgres)


def drop(postgres: Postgres) -> None:
    """Also the copy that a killed run left."""
    with postgres.connect() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(COPY)))
