"""What /readyz answers: database, Redis, migrations, oldest deferred work, last night."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Max, Q
from kombu.connection import Connection

from core import clock, due
from core.kept import kept
from core.models import JobRun, JobState

OLD_WORK_SECONDS = 600
LATE = timedelta(hours=3)
COUNTED_FOR = 10  # seconds
OUTBOX = """
SELECT coalesce(extract(epoch FROM clock_timestamp()
                - min(created_at) FILTER (WHERE sent_at IS NULL AND state <> 'dead')), 0),
       count(*) FILTER (WHERE state = 'dead')
FROM {source}
"""
PATIENT = "SELECT set_config('statement_timeout', '2s', true), to_regclass('contract.outbox') IS NOT NULL"
RECENT = """(  -- nights settle the sources: only those of the last days can wait
    SELECT created_at, sent_at, state FROM contract.outbox
    WHERE topic NOT LIKE 'settle%' OR created_at > now() - interval '3 days'
) AS recent"""
OWN = """(
    SELECT created_at, sent_at, state FROM core_message
    UNION ALL SELECT created_at, NULL, state FROM core_deferred
) AS own"""


@dataclass(frozen=True, slots=True)
class Readiness:
    db: bool
    redis: bool = False
    migrations: bool = False
    outbox_age_s: int | None = None
    last_nightly: str | None = None
    nightly_late: bool = False
    dead_tasks: int | None = None

    @property
    def ready(self) -> bool:
        return self.db and self.migrations

    @property
    def degraded(self) -> bool:
        old = self.outbox_age_s is None or self.outbox_age_s > OLD_WORK_SECONDS
        return not self.redis or old or bool(self.dead_tasks) or self.nightly_late

    def details(self) -> dict[str, Any]:
        return {**asdict(self), "degraded": self.degraded}


def look() -> Readiness:
    """How things are now; without the database all but Redis is unknown."""
    try:
        migrated = _migrated()
        if not migrated:
            return Readiness(db=True, redis=_redis(), migrations=False)
        age, dead = kept("outbox", (), _outbox, seconds=COUNTED_FOR)
        last, late = _nights()
    except DatabaseError:
        return Readiness(db=False, redis=_redis())
    return Readiness(True, _redis(), migrated, age, last, late, dead)


@cache
def _all_applied() -> bool:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _Pending
    return True


class _Pending(Exception):  # noqa: N818
    """Raised so that only the good news is remembered."""


def _migrated() -> bool:
    try:
        return _all_applied()
    except _Pending:
        return False


def _redis() -> bool:
    patience = {
        "socket_timeout": settings.BELLS_SOCKET_TIMEOUT,
        "socket_connect_timeout": settings.BELLS_SOCKET_TIMEOUT,
    }
    try:
        with Connection(settings.REDIS_URL, transport_options=patience) as broker:  # type: ignore[no-untyped-call]
            return bool(broker.channel().client.ping())
    except Exception:
        return False


def _outbox() -> tuple[int | None, int | None]:
    """The age of the oldest work that waits and how much was given up; unknown when counting takes too long."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(PATIENT)
            _patience, whole = cursor.fetchone()
            cursor.execute(OUTBOX.format(source=RECENT if whole else OWN))
            age, dead = cursor.fetchone()
    except DatabaseError:
        connection.ensure_connection()
        return None, None
    return int(age), int(dead)


def _nights() -> tuple[str | None, bool]:
    """The last night done, and whether one is missing or failed."""
    nights = JobRun.objects.filter(job=due.NIGHT).aggregate(
        n=Count("pk"),
        last=Max("day", filter=Q(state=JobState.DONE)),
        whole=Max("day", filter=due.WHOLE),
        failed=Count("pk", filter=Q(state=JobState.FAILED)),
    )
    if not nights["n"]:
        return None, False
    last: date | None = nights["last"]
    hours = max((entry.hour for entry in due.schedule() if entry.name == due.NIGHT), default=2)
    late = bool(due.days_after(nights["whole"], hours, clock.now() - LATE))
    return (last.isoformat() if last else None), late or bool(nights["failed"])
