"""Runs a named job for a day: once, under a lock, in one transaction, with its journal."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.exceptions import BusinessRuleError
from core.models import ClosedMonth, JobAttempt, JobEvent, JobRun, JobState
from core.periods import Month
from core.postgres import patient

logger = logging.getLogger(__name__)
LOCK_SPACE = 7743
DONE, ALREADY, BUSY, FAILED = "done", "already", "busy", "failed"
PATIENCE_S = 600
PATIENCE = (
    f"SET LOCAL statement_timeout = '{PATIENCE_S}s'; SET LOCAL idle_in_transaction_session_timeout = '{PATIENCE_S}s'"
)


@dataclass(frozen=True, slots=True)
class StepResult:
    """What a job wrote: counts for people, a fingerprint and a number of rows for machines."""

    counts: dict[str, int] = field(default_factory=dict)
    sha: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True)
class JobResult:
    state: str
    sha: str = ""
    rows: int = 0
    attempt: int = 0


class MonthClosed(BusinessRuleError):  # noqa: N818
    """The day lies in a month whose books are shut."""

    default_code = "month_closed"


def hash_rows(rows: Iterable[Iterable[object]]) -> str:
    """The same rows in the same order give the same fingerprint, on any machine."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(json.dumps(list(row), default=str, ensure_ascii=False, separators=(",", ":")).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def run_job(name: str, day: date, work: Callable[[], StepResult], *, replay: bool = False) -> JobResult:
    """The work of this day is done, once: a second call says so, a call meanwhile says busy, a replay does it anew."""
    found = _begin(name, day, replay=replay)
    if isinstance(found, JobResult):
        return found
    try:
        return _perform(found, work, replay=replay)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.exception("job_failed", extra={"job": name, "day": day.isoformat()})
        return _fail(found, error)


def _begin(name: str, day: date, *, replay: bool) -> JobRun | JobResult:
    """Counts the attempt in a transaction of its own: an attempt that is killed leaves its trace."""
    with transaction.atomic():
        if not _lock(name, day):
            return JobResult(BUSY)
        run = JobRun.objects.select_for_update().filter(job=name, day=day).first()
        if run is not None and run.state == JobState.DONE and not replay:
            return JobResult(ALREADY, run.sha, run.rows, run.attempts)
        if ClosedMonth.objects.filter(month=Month.of(day).first).exists():
            raise MonthClosed(_("The month of this day is closed: nothing in it is computed again."))
        run = run or _new_run(name, day)
        run.attempts += 1
        if run.state != JobState.DONE:
            run.state = JobState.RUNNING
        run.started_at = clock.now()
        run.save()
        _note(run, JobEvent.STARTED)
    return run


def _new_run(name: str, day: date) -> JobRun:
    return JobRun(
        job=name,
        day=day,
        starts_utc=clock.start_utc(day),
        ends_utc=clock.end_utc(day),
        tz_name=settings.APP_TZ,
    )


def _perform(begun: JobRun, work: Callable[[], StepResult], *, replay: bool) -> JobResult:
    with patient(PATIENCE_S), transaction.atomic():
        if not _lock(begun.job, begun.day):
            return JobResult(BUSY)
        with connection.cursor() as cursor:
            cursor.execute(PATIENCE)
        run = JobRun.objects.select_for_update().get(pk=begun.pk)
        if run.state == JobState.DONE and not replay:
            return JobResult(ALREADY, run.sha, run.rows, run.attempts)
        result = work()
        run.revision += 1
        run.state, run.error, run.finished_at = JobState.DONE, "", clock.now()
        run.sha, run.rows, run.counts = result.sha, result.rows, result.counts
        run.save()
        _note(run, JobEvent.DONE)
    return JobResult(DONE, run.sha, run.rows, run.attempts)


def _fail(begun: JobRun, error: Exception) -> JobResult:
    """A failed replay leaves the figures of the day as they were: only its history says so."""
    with transaction.atomic():
        run = JobRun.objects.select_for_update().get(pk=begun.pk)
        run.error = f"{type(error).__name__}: {error}"[:2000]
        if run.state != JobState.DONE:
            run.state, run.finished_at = JobState.FAILED, clock.now()
        run.save()
        _note(run, JobEvent.FAILED)
    return JobResult(FAILED, run.sha, run.rows, run.attempts)


def _lock(name: str, day: date) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", [LOCK_SPACE, f"{name}:{day.isoformat()}"])
        row = cursor.fetchone()
    return bool(row and row[0])


def _note(run: JobRun, event: JobEvent) -> None:
    JobAttempt.objects.create(
        run=run,
        number=run.attempts,
        event=event,
        at=clock.now(),
        revision=run.revision,
        sha=run.sha if event == JobEvent.DONE else "",
        error=run.error if event == JobEvent.FAILED else "",
    )
