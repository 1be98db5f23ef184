"""What imports still hold of people is forgotten: after a while by itself, at once when somebody is erased."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Cast
from django.utils import translation
from django.utils.translation import gettext as _

from core import audit, clock
from core.exceptions import BusinessRuleError
from core.imports.receive import opened
from core.models import ImportedRow, ImportRun, ImportState, RowFate
from core.models.files import BUSY_STATES

FILE_KEPT = timedelta(days=7)
REJECTS_KEPT = timedelta(days=30)
UNDO_KEPT = timedelta(days=90)
QUOTED = "[“«][^”»]*[”»]"  # as reasons quote in either language
PLAIN = Func(F("reason"), Value(QUOTED), Value("“…”"), Value("g"), function="regexp_replace", output_field=TextField())


def forget_old(now: datetime) -> int:
    """Files never brought in go after a week, what rejects quote after a month, what undoing needs after three."""
    stale = ImportRun.objects.exclude(state__in=BUSY_STATES).exclude(stored_as="")
    files = list(stale.filter(started_at__lt=now - FILE_KEPT)[:100])
    for run in files:
        _drop_file(run)
    held = ImportedRow.objects.filter(fate=RowFate.REJECTED, cells__isnull=False)
    old = held.filter(run__started_at__lt=now - REJECTS_KEPT)
    for run in ImportRun.objects.filter(pk__in=old.values("run")):
        _quote_nobody(run, [])
    blanked = old.update(cells=None, reason=PLAIN)
    gone, _kinds = ImportedRow.objects.filter(run__started_at__lt=now - UNDO_KEPT).exclude(fate="rejected").delete()
    return len(files) + blanked + gone


def _drop_file(run: ImportRun) -> None:
    default_storage.delete(run.stored_as)
    run.stored_as = ""
    run.save(update_fields=["stored_as"])


def _quote_nobody(run: ImportRun, texts: list[str]) -> None:
    """The reasons of this import, without what they quote of the rows (of these texts only, when there are some)."""
    plain: dict[str, int] = {}
    for reason, count in run.rejects.items():
        named = not texts or any(text in reason.lower() for text in texts)
        key = re.sub(QUOTED, "“…”", reason) if named else reason
        plain[key] = plain.get(key, 0) + count
    run.rejects = plain
    run.save(update_fields=["rejects"])


def forget_person(texts: Iterable[str], records: Mapping[str, Iterable[int]]) -> int:
    """No import holds these addresses and numbers any more, nor what it filled in these records (by kind)."""
    wanted = sorted({text.lower() for text in texts if text})
    count = sum(
        ImportedRow.objects.filter(run__kind=kind, object_id__in=list(ids)).update(filled=None)
        for kind, ids in records.items()
    )
    if not wanted:
        return count
    same = Q()
    for text in wanted:
        same |= Q(told__icontains=text) | Q(reason__icontains=text)
    rows = ImportedRow.objects.annotate(told=Cast("cells", TextField())).filter(same, fate=RowFate.REJECTED)
    runs = list(ImportRun.objects.filter(pk__in=rows.values("run")))
    for run in runs:
        _quote_nobody(run, wanted)
    count += rows.update(cells=None, reason=PLAIN)
    count += _forget_unread()
    for run in ImportRun.objects.exclude(stored_as=""):
        if _holds(run, wanted):
            _drop_file(run)
            count += 1
    return count


@transaction.atomic
def _forget_unread() -> int:
    """No workbook waits to be read: whom it holds is not known yet, and opening it would take this request too long."""
    found = ImportRun.objects.filter(state=ImportState.READING).select_related("by").order_by("pk")
    unread = list(found.select_for_update(of=("self",)))
    for run in unread:
        with translation.override(getattr(run.by, "language", "") or settings.LANGUAGE_CODE):
            run.error = _("Somebody was erased before this workbook was read, so it is forgotten: send it again.")
        run.state, run.finished_at = ImportState.FAILED, clock.now()
        run.save(update_fields=["state", "error", "finished_at"])
        _drop_file(run)
        audit.record("import.failed", run, by=None, after={"kind": run.kind})
    return len(unread)


def _holds(run: ImportRun, texts: list[str]) -> bool:
    try:
        with opened(run) as table:
            return any(text in cell.lower() for _line, cells in table for cell in cells for text in texts)
    except BusinessRuleError:
        return False
