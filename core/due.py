"""What is due: the nightly steps of every missed day, in order, and the sweeps of every ten seconds."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _

from core import clock, deferred, jobs, locks
from core.jobs import JobResult, StepResult
from core.models import ClosedMonth, Deferred, JobEvent, JobRun, JobState, SweepBeat
from core.periods import Month

logger = logging.getLogger(__name__)
Handler = Callable[[date], StepResult]
Sweep = Callable[[datetime], int]
NIGHT = "nightly"
MAX_FAILURES = 3
_handlers: dict[str, Handler] = {}
_labels: dict[str, Any] = {NIGHT: _("The whole night")}
_sweeps: dict[str, Sweep] = {}


class StepFailed(Exception):  # noqa: N818
    """A step of the night failed and the ones after it did not run, or a sweep was killed."""


WHOLE = Q(state=JobState.DONE, finished_at__gte=F("ends_utc"))  # runs that saw the end of their day


def register(name: str, handler: Handler, label: Any = "") -> None:
    """A step of the night (`leads.compute_campaign_roi`), or work that the schedule calls by its name."""
    _handlers[name] = handler
    _labels[name] = label


def label(name: str) -> Any:
    """What people call a job of the journal; its own name when nobody gave it another."""
    return _labels.get(name) or name


def register_sweep(name: str, handler: Sweep) -> None:
    """Every ten seconds: settle what rang or waits; the handler says how many it settled."""
    _sweeps[name] = handler


def schedule() -> tuple[Any, ...]:
    """The one table of what is due when: entries with a name and how many hours after the end of the day."""
    return tuple(getattr(settings, "SCHEDULE", ()))


def steps() -> list[str]:
    """The steps of the night in floor order, lowest floor first; inside a floor as they were registered."""
    scheduled = {entry.name for entry in schedule()}
    floors = [config.label for config in reversed(list(apps.get_app_configs()))]
    names = [name for name in _handlers if name not in scheduled]
    return sorted(names, key=lambda name: floors.index(floor) if (floor := name.split(".")[0]) in floors else 0)


def run_night(day: date, *, replay: bool = False) -> JobResult:
    """Every step of this day is done, and the night that sums them up; a failed step stops the ones after it.

    A night that somebody ran before its day was over is done again once it is.
    """
    done = JobRun.objects.filter(job=NIGHT, day=day, state=JobState.DONE).first()
    early = done is not None and done.early and clock.now() >= done.ends_utc
    if done is not None and not (replay or early):
        return JobResult(jobs.ALREADY, done.sha, done.rows, done.attempts)
    replay = replay or early
    results: dict[str, JobResult] = {}
    for name in steps():
        result = jobs.run_job(name, day, partial(_handlers[name], day), replay=replay)
        if result.state == jobs.BUSY:
            return result
        if result.state == jobs.FAILED:
            return jobs.run_job(NIGHT, day, partial(_stop, name), replay=replay)
        results[name] = result
    return jobs.run_job(NIGHT, day, partial(_sum_up, results), replay=replay)


def _stop(name: str) -> StepResult:
    raise StepFailed(name)


def _sum_up(results: dict[str, JobResult]) -> StepResult:
    rows = {name: result.rows for name, result in results.items()}
    sha = jobs.hash_rows((name, result.sha) for name, result in results.items())
    return StepResult(counts=rows, sha=sha, rows=sum(rows.values()))


def due_days(name: str, hours_after: int, now: datetime) -> list[date]:
    """Every local day since the last one done whose end is `hours_after` hours past; the latest one at first."""
    last = JobRun.objects.filter(WHOLE, job=name).aggregate(last=Max("day"))["last"]
    return days_after(last, hours_after, now)


def days_after(last: date | None, hours_after: int, now: datetime) -> list[date]:
    """The same, when the last day done is known."""
    latest = clock.local_day(now - timedelta(hours=hours_after)) - timedelta(days=1)
    while clock.end_utc(latest + timedelta(days=1)) + timedelta(hours=hours_after) <= now:
        latest += timedelta(days=1)
    first = last + timedelta(days=1) if last else latest
    closed = set(ClosedMonth.objects.filter(month__gte=Month.of(first).first).values_list("month", flat=True))
    days = (first + timedelta(days=n) for n in range((latest - first).days + 1))
    return [day for day in days if Month.of(day).first not in closed]


def run_due(now: datetime) -> dict[str, int]:
    """Everything the schedule says is due is done, the oldest day first; a day that fails stops the later ones."""
    return {entry.name: sum(1 for _day in _run_entry(entry, now)) for entry in schedule()}


def _run_entry(entry: Any, now: datetime) -> Iterator[date]:
    for day in due_days(entry.name, entry.hour, now):
        if _given_up(entry.name, day):
            return
        result = _run_day(entry.name, day)
        if result.state not in (jobs.DONE, jobs.ALREADY):
            return
        yield day


def _run_day(name: str, day: date) -> JobResult:
    if name in _handlers:
        return jobs.run_job(name, day, partial(_handlers[name], day))
    return run_night(day)


def _given_up(name: str, day: date) -> bool:
    """After three failures a day waits for somebody: /readyz and the journal show it."""
    run = JobRun.objects.filter(job=name, day=day).first()
    return run is not None and run.history.filter(event=JobEvent.FAILED).count() >= MAX_FAILURES


def run_sweeps(now: datetime) -> dict[str, int]:
    """Every sweep has run once; one that fails is counted and does not stop the others."""
    return {name: settled for name, handler in _sweeps.items() if (settled := _sweep(name, handler, now))}


def _sweep(name: str, handler: Sweep, now: datetime) -> int:
    with locks.only_one(f"sweep:{name}") as mine:
        if not mine or Deferred.objects.filter(topic="sweep", key=name, next_at__gt=now).exists():
            return 0
        if not _begin(name, now):
            return 0
        settled = _try(name, handler, now)
        SweepBeat.objects.filter(name=name).update(ended_at=now)
        return settled


def _begin(name: str, now: datetime) -> bool:
    """Notes that the sweep begins; when the last one was killed in its course that counts as a failure first."""
    killed = SweepBeat.objects.filter(name=name, ended_at=None).exists()
    if killed:
        SweepBeat.objects.filter(name=name).update(ended_at=now)
        deferred.count_failure("sweep", name, StepFailed("killed in its course"), now)
        return False
    SweepBeat.objects.update_or_create(name=name, defaults={"begun_at": now, "ended_at": None})
    return True


def _try(name: str, handler: Sweep, now: datetime) -> int:
    try:
        settled = handler(now)
    except (OperationalError, InterfaceError):
        logger.warning("sweep_without_database", extra={"sweep": name})
        return 0
    except Exception as error:
        logger.exception("sweep_failed", extra={"sweep": name})
        deferred.count_failure("sweep", name, error, now)
        return 0
    Deferred.objects.filter(topic="sweep", key=name).delete()
    return settled
