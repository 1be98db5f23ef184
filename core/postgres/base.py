"""Django's PostgreSQL, with connections that give up when the server does not answer (core.postgres)."""

from __future__ import annotations

from typing import Any

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.utils import CursorWrapper

from core.postgres import patience, patient

SECONDS_TO_PROVE_ALIVE = 3
POLL_SECONDS = 0.1  # psycopg's own
TIMESTAMPTZ = psycopg.adapters.types["timestamptz"].oid
MOMENTS = psycopg.adapters.get_loader(TIMESTAMPTZ, psycopg.pq.Format.TEXT)  # Django's own says UTC in Python


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


class Prepared(psycopg.Cursor[Any]):
    """A cursor whose statements PostgreSQL plans once for a connection: for the few that every request asks.

    A migration that changes a column it reads makes the plan useless, and it asks again: a transaction could not, so
    within one it is planned each time. Moments are in the zone of the connection, which is UTC.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if MOMENTS is not None:
            self.adapters.register_loader(TIMESTAMPTZ, MOMENTS)

    def execute(self, query: Any, params: Any = None, **_options: Any) -> Prepared:
        idle = self.connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
        alone = idle and self.connection.autocommit
        try:
            return super().execute(query, params, prepare=alone)
        except psycopg.errors.FeatureNotSupported:  # "cached plan must not change result type"
            return super().execute(query, params, prepare=False)


class DatabaseOperations(base.DatabaseOperations):  # type: ignore[misc, name-defined]
    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """Also of a prepared statement, whose text the cursor does not keep."""
        return str(super().last_executed_query(cursor, sql, params) or self.compose_sql(sql, params))


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def get_new_connection(self, conn_params: dict[str, Any]) -> psycopg.Connection[Any]:
        connection: psycopg.Connection[Any] = super().get_new_connection(conn_params)
        _bound(connection)
        connection.prepare_threshold = 0  # Django's own cursors write their values into the statement: never prepared
        return connection

    def prepared(self) -> CursorWrapper:
        """A cursor of `Prepared`; its statements are counted and timed as all others."""
        self.close_if_health_check_failed()  # as Django's own cursors do
        self.ensure_connection()
        wrapped: CursorWrapper = self._prepare_cursor(Prepared(self.connection))  # type: ignore[attr-defined]
        return wrapped

    def is_usable(self) -> bool:
        with patient(SECONDS_TO_PROVE_ALIVE):
            return super().is_usable()
