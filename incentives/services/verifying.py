"""Proves the ledger: numbers without holes, hashes as written, closed months as they were closed."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Sum

from core.models import ClosedMonth
from incentives.models import LedgerLine
from incentives.services.sql import statement


@dataclass(frozen=True)
class Fault:
    """Where the book is not what was written."""

    period: str
    seq: int | None
    what: str


@dataclass(frozen=True)
class Verification:
    lines: int
    points: int
    heads: dict[str, str]
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        return not self.faults


def verify_ledger() -> Verification:
    """Reads the whole book; the faults found, at most a hundred, and the head of each month."""
    with connection.cursor() as cursor:
        cursor.execute(statement("verify"))
        faults = [Fault(*row) for row in cursor.fetchall()]
    heads = _heads()
    totals = {
        f"{month:%Y-%m}": (total or 0, count)
        for month, total, count in LedgerLine.objects.order_by()
        .values_list("period__month")
        .annotate(total=Sum("points"), count=Count("pk"))
    }
    faults += _closed_faults(heads, totals)
    return Verification(
        lines=sum(count for _, count in totals.values()),
        points=sum(total for total, _ in totals.values()),
        heads=heads,
        faults=tuple(faults),
    )


def _heads() -> dict[str, str]:
    last = LedgerLine.objects.order_by("period_id", "-seq").distinct("period_id")
    return {f"{month:%Y-%m}": bytes(value).hex() for month, value in last.values_list("period__month", "hash")}


def _closed_faults(heads: dict[str, str], totals: dict[str, tuple[int, int]]) -> list[Fault]:
    """A chain does not see its own tail cut off: the closing kept total, count and head outside the book."""
    faults = []
    for closed in ClosedMonth.objects.order_by("month"):
        key = f"{closed.month:%Y-%m}"
        if totals.get(key, (0, 0)) != (closed.ledger_total, closed.ledger_count):
            faults.append(Fault(key, None, "the month does not add up to what was closed"))
        elif heads.get(key, "") != bytes(closed.head_hash).hex():
            faults.append(Fault(key, None, "the last line is not the one that was closed"))
    return faults
