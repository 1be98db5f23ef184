"""Attribution: who brought the deals that were won, exact to the cent under each model."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from leads.models import RevenueAttribution
from leads.rules.statements import load

SWEPT = timedelta(hours=1)


@transaction.atomic
def attribute_revenue(opportunity_ids: Iterable[int] | None) -> int:
    """The shares of these won deals (of all when None) are those of their paths as they are now."""
    ids = None if opportunity_ids is None else sorted(set(opportunity_ids))
    if ids == []:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        stamp = cursor.fetchone()[0]
        cursor.execute(
            load("attribution"),
            {
                "ids": ids,
                "rate": settings.DEFAULT_MARGIN_RATE,
                "window": settings.ATTRIBUTION_WINDOW_DAYS,
                "zone": settings.APP_TZ,
                "stamp": stamp,
            },
        )
        written = cursor.rowcount
    stale = RevenueAttribution.objects.filter(computed_at__lt=stamp)
    (stale if ids is None else stale.filter(opportunity_id__in=ids)).delete()
    return int(written)


@transaction.atomic
def withdraw_attribution(opportunity_ids: Iterable[int]) -> int:
    """These deals are credited to nobody."""
    removed, _by_model = RevenueAttribution.objects.filter(opportunity_id__in=list(opportunity_ids)).delete()
    return removed


def unsettled_deals(since: datetime) -> list[int]:
    """Deals whose outcomes or shares are missing or wrong, or that were touched since they were attributed."""
    with connection.cursor() as cursor:
        cursor.execute(load("unsettled"), {"since": since, "window": settings.ATTRIBUTION_WINDOW_DAYS})
        return [row[0] for row in cursor.fetchall()]
