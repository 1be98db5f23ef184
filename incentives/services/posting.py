"""The only hand that writes in the ledger: it finds the month that takes lines, locks it, and lets triggers number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from accounts.models import User
from core import clock
from core.periods import Month
from incentives.choices import POSTABLE, LineKind, PeriodState
from incentives.models import LedgerLine, Period

CHAIN_LOCK = 7741


@dataclass(frozen=True)
class NewLine:
    """A line to be: its source by name and id, or a reason."""

    person_id: int
    kind: LineKind
    points: int
    occurred_on: date
    component_id: int | None = None
    origin: str = ""
    source_id: int | None = None
    reason: str = ""
    reverses_id: int | None = None
    follows_id: int | None = None


def lock_months(days: Iterable[date]) -> dict[date, Period]:
    """For each month of these days, the first period from there on that takes lines; locked in ascending order."""
    months = sorted({day.replace(day=1) for day in days})
    while True:
        targets = _targets(months)
        periods = _lock([pk for _month, pk in sorted({(period.month, period.pk) for period in targets.values()})])
        if all(periods[period.pk].state in POSTABLE for period in targets.values()):
            return {month: periods[period.pk] for month, period in targets.items()}


@transaction.atomic
def post(lines: Sequence[NewLine], *, now: datetime, by: User | None = None) -> list[LedgerLine]:
    """The lines are in the book, ordered by month and source; a computed month they touch becomes stale."""
    if not lines:
        return []
    periods = lock_months(line.occurred_on for line in lines)
    posted_on = clock.local_day(now)
    ordered = sorted(lines, key=lambda line: (periods[line.occurred_on.replace(day=1)].month, line.source_id or 0))
    rows = [
        LedgerLine(
            period=periods[line.occurred_on.replace(day=1)],
            person_id=line.person_id,
            kind=line.kind,
            component_id=line.component_id,
            points=line.points,
            reason=line.reason,
            reverses_id=line.reverses_id,
            follows_id=line.follows_id,
            occurred_on=line.occurred_on,
            posted_on=posted_on,
            created_at=now,
            created_by=by,
            **({f"{line.origin}_id": line.source_id} if line.origin else {}),
        )
        for line in ordered
    ]
    written: list[LedgerLine] = LedgerLine.objects.bulk_create(rows)
    _mark_stale(periods.values())
    return written


def _targets(months: Sequence[date]) -> dict[date, Period]:
    known = {period.month: period for period in Period.objects.filter(month__gte=months[0])}
    targets = {}
    for month in months:
        span = Month.of(month)
        while (found := known.get(span.first)) is not None and found.state not in POSTABLE:
            span = span.next()
        if found is None:
            found, _created = Period.objects.get_or_create(month=span.first)
            known[span.first] = found
        targets[month] = found
    return targets


def _lock(ids: Sequence[int]) -> dict[int, Period]:
    """The chain of each month, then its row: the order of the trigger, so nobody waits in a circle."""
    lock_chain(ids)
    rows = Period.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("month")
    return {period.pk: period for period in rows}


def lock_chain(ids: Sequence[int]) -> None:
    """Nobody else numbers lines in these months until the transaction ends."""
    with connection.cursor() as cursor:
        for pk in ids:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [CHAIN_LOCK, pk])


def _mark_stale(periods: Iterable[Period]) -> None:
    computed = [period.pk for period in periods if period.state != PeriodState.OPEN and not period.stale]
    if computed:
        Period.objects.filter(pk__in=computed).update(stale=True)
