"""Picks the writer from ?format=, names the file, and keeps a numbered record of what left."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from tempfile import SpooledTemporaryFile
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.exceptions import BusinessRuleError
from core.exports import csv, pdf, xlsx
from core.exports.report import Report
from core.fingerprints import fingerprint_of
from core.models import ExportRecord

EXPORT_PERMISSION = "core.export_data"
RAW_PERMISSION = "core.view_jobs"  # operations
IN_MEMORY = 5 * 1024 * 1024
WRITERS: dict[str, tuple[Callable[..., int], str]] = {
    "csv": (csv.write, csv.CONTENT_TYPE),
    "xlsx": (xlsx.write, xlsx.CONTENT_TYPE),
    "pdf": (pdf.write, pdf.CONTENT_TYPE),
}


@transaction.atomic
def export_response(request: HttpRequest, report: Report, *, filename: str) -> HttpResponseBase:
    """The report as a file in the asked format, recorded under its number with its fingerprint."""
    user: Any = request.user
    raw = request.GET.get("raw") == "1"
    if not user.has_perm(EXPORT_PERMISSION) or (raw and not user.has_perm(RAW_PERMISSION)):
        raise PermissionDenied
    kind = request.GET.get("format", "csv")
    if kind not in WRITERS:
        raise BusinessRuleError(_("Choose CSV, Excel or PDF."), code="unknown_format")
    write, content_type = WRITERS[kind]
    options = {"separator": request.GET.get("separator", "")} if kind == "csv" else {}
    number = _next_number()
    spool = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  FileResponse closes it
    try:
        rows = write(report, spool, number=f"E{number:06d}", raw=raw, **options)
    except BaseException:
        spool.close()
        if isinstance(report.rows, Generator):
            report.rows.close()  # its cursor lives no longer than this transaction
        raise
    name = f"{_safe(filename)}-{clock.local_day():%Y-%m-%d}.{kind}"
    record = ExportRecord.objects.create(
        pk=number,
        number=number,
        title=str(report.title)[:200],
        file_name=name,
        format=kind,
        rows=rows,
        sha256=fingerprint_of(spool),
        filters=report.filters,
        raw=raw,
        as_of=report.as_of,
        by=user,
        at=clock.now(),
    )
    audit.record("export.made", record, by=user, after={"format": kind, "rows": rows, "raw": raw})
    response = FileResponse(spool, as_attachment=True, filename=name, content_type=content_type)
    response["Cache-Control"] = "private, no-store"
    response["X-Export-Number"] = str(record)
    return response


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('core_exportrecord', 'id'))")
        return int(cursor.fetchone()[0])


def _safe(name: str) -> str:
    return re.sub(r"[^\w-]+", "-", name).strip("-")[:80] or "export"
