"""What counts calls and wrong passwords leaves behind: rows that nobody will ask for again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from core.api.throttling import PerUser
from core.models import ApiCalls

CACHE_GONE = "DELETE FROM core_cache WHERE expires < %s"


def forget_old(now: datetime) -> dict[str, int]:
    """Counts of windows that are over, and entries of the cache (limits of sign-in) past their time.

    Keys of requests and tombstones are no counts: the same request gets the same answer for good, so they stay.
    """
    calls, _kinds = ApiCalls.objects.filter(window__lt=_window(now - timedelta(hours=1))).delete()
    with connection.cursor() as cursor:
        cursor.execute(CACHE_GONE, [now])
        return {"calls": calls, "limits": int(cursor.rowcount)}


def _window(at: datetime) -> int:
    """The number of the window this instant lies in, as the throttle counts them."""
    return int(at.timestamp() // (PerUser().duration or 60))
