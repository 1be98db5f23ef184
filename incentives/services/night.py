"""The steps of the night on this floor, in order; each says what it wrote and its fingerprint."""

from datetime import date

from django.db.models import Count, Sum

from core import clock
from core.jobs import StepResult, hash_rows
from core.periods import Month
from incentives.models import LedgerLine
from incentives.services.settling import settle_night
from incentives.services.verifying import verify_ledger


class LedgerBroken(Exception):  # noqa: N818
    """The ledger is not what was written."""


def settle_step(day: date) -> StepResult:
    """Every source has its lines; the fingerprint is that of the month's points up to the day, however they came."""
    counts = settle_night(clock.now())
    return StepResult(counts=counts, sha=points_sha(day), rows=sum(counts.values()))


def points_sha(day: date) -> str:
    """The fingerprint of each person's points in the month, up to the day."""
    lines = LedgerLine.objects.filter(occurred_on__range=(Month.of(day).first, day)).order_by()
    rows = list(lines.values_list("person_id").annotate(points=Sum("points"), lines=Count("pk")).order_by("person_id"))
    return hash_rows(rows)


def verify_step(day: date) -> StepResult:
    """The whole ledger was read and is what was written; the night fails otherwise."""
    found = verify_ledger()
    if not found.ok:
        first = found.faults[0]
        raise LedgerBroken(f"{first.period} line {first.seq}: {first.what}")
    return StepResult(counts={"lines": found.lines}, sha=hash_rows(sorted(found.heads.items())), rows=found.lines)
