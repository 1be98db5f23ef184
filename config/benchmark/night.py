"""Times the night beside a plain scan of the tables it reads."""

import time
from datetime import date

from django.db import connection

from core import due
from core.models import JobRun

SCANNED = (
    ("leads_touchpoint", "id"),
    ("debrief_verdict", "id"),
    ("incentives_ledgerline", "points"),
    ("crm_opportunity", "amount"),
    ("leads_lead", "id"),
    ("leads_currentscore", "fit"),
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
            *steps(day),
        )
    )


def steps(day: date) -> list[str]:
    """What each step of that night took, by the clock of its journal: completeness and the guard among them."""
    runs = JobRun.objects.filter(day=day, job__in=due.steps()).exclude(finished_at=None).order_by("started_at")
    return [
        f"| step {run.job} | {(run.finished_at - run.started_at).total_seconds():.2f} | {run.rows:,} rows written | | |"
        for run in runs
        if run.finished_at
    ]
