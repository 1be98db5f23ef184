"""Times the night beside a plain scan of the tables it reads."""

import time
from datetime import date

from django.db import connection

from core import due

SCANNED = (
    ("leads_touchpoint", "id"),
    ("debrief_verdict", "id"),
    ("incentives_ledgerline", "points"),
    ("crm_opportunity", "amount"),
    ("leads_lead", "fit"),
    ("leads_handoff", "id"),
)


def scan() -> tuple[int, float]:
    """Rows counted and summed, and the seconds it took."""
    rows, started = 0, time.perf_counter()
    with connection.cursor() as cursor:
        for name, column in SCANNED:
            cursor.execute(f'SELECT count(*), sum("{column}") FROM "{name}"')  # noqa: S608
            rows += cursor.fetchone()[0]
    return rows, time.perf_counter() - started


def night(day: date) -> str:
    """The night of `day`, from scratch, told in rows a second and as a ratio to the scan."""
    scan()
    rows, plain = scan()
    started = time.perf_counter()
    due.run_night(day, replay=True)
    took = time.perf_counter() - started
    return "\n".join(
        (
            "| job | seconds | rows of its tables | rows/s | ÷ plain scan |",
            "|---|---|---|---|---|",
            f"| plain scan | {plain:.2f} | {rows:,} | {rows / plain:,.0f} | 1.0 |",
            f"| nightly {day} (replay) | {took:.2f} | {rows:,} | {rows / took:,.0f} | {took / plain:.1f} |",
        )
    )
