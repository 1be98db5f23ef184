"""Django's PostgreSQL, with connections that give up when the server does not answer (core.postgres)."""

from __future__ import annotations

from typing import Any

import psycopg
from django.db.backends.postgresql import base

from core.postgres import patience, patient

SECONDS_TO_PROVE_ALIVE = 3
POLL_SECONDS = 0.1  # psycopg's own


def _bound(connection: psycopg.Connection[Any]) -> None:
    """From now on an answer that does not come is an OperationalError, and the connection is lost."""
    wait = connection.wait

    def bounded(generator: Any, interval: float = POLL_SECONDS, timeout: float | None = None) -> Any:
        try:
            return wait(generator, interval, timeout or patience())
        except psycopg.OperationalError:
            if connection.pgconn.transaction_status == psycopg.pq.TransactionStatus.ACTIVE:
                connection.pgconn.finish()  # nobody knows what the server still does with it
            raise

    connection.wait = bounded  # type: ignore[method-assign, assignment]


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> psycopg.Connection[Any]:
        connection: psycopg.Connection[Any] = super().get_new_connection(conn_params)
        _bound(connection)
        return connection

    def is_usable(self) -> bool:
        with patient(SECONDS_TO_PROVE_ALIVE):
            return super().is_usable()
