"""Work that may fail on its own row: three attempts, then it is given up and shown on /readyz."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction

from core.models import Deferred, DeferredState

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 3
PAUSES = (timedelta(seconds=30), timedelta(minutes=5), timedelta(minutes=5))


def attempt(topic: str, key: str, work: Callable[[], object], *, now: datetime) -> bool:
    """Does the work in a transaction of its own; True when it succeeded. A failure is counted, never raised."""
    try:
        with transaction.atomic():
            work()
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.exception("deferred_failed", extra={"topic": topic, "key": key})
        count_failure(topic, key, error, now)
        return False
    Deferred.objects.filter(topic=topic, key=key).delete()
    return True


def count_failure(topic: str, key: str, error: Exception, now: datetime) -> None:
    """One more failure of this work; after the third it is given up."""
    with transaction.atomic():
        Deferred.objects.bulk_create([Deferred(topic=topic, key=key, next_at=now)], ignore_conflicts=True)
        row = Deferred.objects.select_for_update().get(topic=topic, key=key)
        row.attempts += 1
        row.next_at = now + PAUSES[min(row.attempts, MAX_ATTEMPTS) - 1]
        row.error = f"{type(error).__name__}: {error}"[:2000]
        if row.attempts >= MAX_ATTEMPTS:
            row.state = DeferredState.DEAD
        row.save()


def held_back(topic: str, *, now: datetime) -> set[str]:
    """The keys that a sweep must leave alone: given up, or not yet due again."""
    rows = Deferred.objects.filter(topic=topic)
    return {key for key, state, at in rows.values_list("key", "state", "next_at") if state == "dead" or at > now}


def retry(pks: Iterable[int], *, now: datetime) -> int:
    """Operations give these another three attempts."""
    rows = Deferred.objects.filter(pk__in=list(pks))
    return rows.update(state=DeferredState.WAITING, attempts=0, next_at=now)
