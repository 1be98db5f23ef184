"""What the journal and the audit pages show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core import clock, due
from core.exports.report import Column, Report
from core.models import AuditEntry, ClosedMonth, ExportRecord, ImportRun, JobRun
from core.periods import Month

RECENT = 5


def audit_entries() -> QuerySet[AuditEntry]:
    return AuditEntry.objects.select_related("actor")


def job_runs() -> QuerySet[JobRun]:
    return JobRun.objects.prefetch_related("history")


def files() -> dict[str, Any]:
    """The last files that came in and went out."""
    return {
        "imports": ImportRun.objects.select_related("by")[:RECENT],
        "exports": ExportRecord.objects.select_related("by")[:RECENT],
    }


def can_replay(run: JobRun) -> bool:
    """Only a whole night is computed again, and only while its month is open."""
    return run.job == due.NIGHT and run.day not in closed_days([run])


def closed_days(runs: list[JobRun]) -> set[date]:
    """The days of these runs whose month is shut, in one query."""
    months = {Month.of(run.day).first for run in runs}
    closed = set(ClosedMonth.objects.filter(month__in=months).values_list("month", flat=True))
    return {run.day for run in runs if Month.of(run.day).first in closed}


def audit_report(entries: QuerySet[AuditEntry], filters: str) -> Report:
    """The audit trail as a file: the very rows of the page."""
    columns = [
        Column("at", _("At"), "datetime"),
        Column("actor", _("By")),
        Column("action", _("Action")),
        Column("object", _("Record")),
        Column("before", _("Before")),
        Column("after", _("After")),
        Column("request", _("Request")),
    ]
    return Report(_("Audit trail"), columns, _audit_rows(entries), clock.now(), filters)


def _audit_rows(entries: QuerySet[AuditEntry]) -> Iterator[tuple[Any, ...]]:
    for one in entries.order_by("-at", "-pk").iterator(chunk_size=2000):
        actor = str(one.actor) if one.actor else ""
        yield (one.at, actor, one.action, one.object_name, _facts(one.before), _facts(one.after), one.request_id)


def _facts(facts: dict[str, Any]) -> str:
    return ", ".join(f"{key} = {value}" for key, value in facts.items())
