"""What waits to be done, read from contract.outbox, and doing it now."""

import time
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from core import clock, deferred, due
from core.models import Message, MessageState

WAITING = """
SELECT topic, state, count(*), coalesce(max(attempts), 0), min(created_at)
FROM contract.outbox WHERE state IN ('waiting', 'dead') GROUP BY topic, state ORDER BY topic, state
"""


@dataclass(frozen=True)
class Waiting:
    """The work of one topic in one state."""

    topic: str
    state: str
    count: int
    attempts: int
    oldest: datetime


def status() -> list[Waiting]:
    """What waits or was given up, by topic."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return [Waiting(*row) for row in cursor.fetchall()]


def summary(rows: list[Waiting]) -> dict[str, Any]:
    """For machines: totals, the age of the oldest, and the topics."""
    waiting = [row for row in rows if row.state == "waiting"]
    oldest = min((row.oldest for row in waiting), default=None)
    return {
        "waiting": sum(row.count for row in waiting),
        "dead": sum(row.count for row in rows if row.state == "dead"),
        "oldest_age_s": round((clock.now() - oldest).total_seconds()) if oldest else 0,
        "topics": [asdict(row) | {"oldest": row.oldest.isoformat()} for row in rows],
    }


def drain(seconds: float) -> dict[str, Any]:
    """Runs every sweep until nothing waits any more or the time is over; what is left."""
    limit = time.monotonic() + seconds
    while True:
        due.run_sweeps(clock.now())
        left = summary(status())
        if not left["waiting"] or time.monotonic() > limit:
            return left
        time.sleep(0.5)


def retry(name: str) -> int:
    """Gives a message or a failed piece of work (message:12, deferred:3) three more attempts; how many it was."""
    kind, _colon, number = name.partition(":")
    if not number.isdigit():
        return 0
    if kind == "deferred":
        return deferred.retry([int(number)], now=clock.now())
    if kind == "message":
        rows = Message.objects.filter(pk=number).exclude(state=MessageState.SENT)
        return rows.update(state=MessageState.WAITING, attempts=0, next_at=clock.now())
    return 0
