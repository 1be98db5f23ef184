"""The night reads again every free text the floors keep; what it finds is marked, then reworded or let through."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import transaction
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone, BusinessRuleError
from core.jobs import StepResult, hash_rows
from core.text import clean_text
from crm.choices import Channel
from crm.models import GuardList, GuardMark
from crm.models.guard_mark import MarkOutcome
from crm.rules import guard
from crm.rules.guard_sources import Source, source_of, sources
from crm.rules.matching import words
from crm.services.changes import WRITABLE, apply_change
from crm.services.guarding import hits_in, refuse_excess, steady_rules

SLICE = 5_000  # rows of history of each source read again each night, in turn
CHUNK = 2_000
KINDS = ("national_id", "bank", *(name for name in guard.CATEGORIES if name not in guard.OVERRIDABLE))


def rescan_texts(day: date) -> StepResult:
    """What was written that day, a slice of history and what new words hit are read with the lists of today.

    The slice follows from the date: the same night reads the same rows.
    """
    now = clock.end_utc(day)
    counts = {"read": 0, "marked": 0, "clean": 0}
    told: list[tuple[str, int, str]] = []
    with steady_rules():
        for source in sources():
            for pk, text in _texts(source, day):
                counts["read"] += 1
                if found := _category(text):
                    told.append((source.name, pk, found))
                    counts["marked"] += _mark(source, pk, text, found, now)
        counts["clean"] = _clear(now)
    return StepResult(counts=counts, sha=hash_rows(sorted(told)), rows=len(told))


@transaction.atomic
def reword_text(mark: GuardMark, *, by: User, now: datetime | None = None) -> GuardMark:
    """The row says the objective wording; a passage that has none is left out."""
    locked, row, source = _lock(mark)
    text = str(getattr(row, source.field))
    better = guard.reworded(text, hits_in(text))
    if not words(better) or hits_in(better):
        better = "—"
    if type(row) in WRITABLE:
        apply_change(row, source.field, better, by=by, channel=Channel.PAGE, heard_from=None, now=now or clock.now())
    else:
        type(row)._base_manager.filter(pk=row.pk).update(**{source.field: better})
    return _settle(locked, MarkOutcome.REWORDED, row, by=by, now=now)


@transaction.atomic
def let_through(mark: GuardMark, *, by: User, reason: str, now: datetime | None = None) -> GuardMark:
    """These very words may stand, by decision and with a reason that operations read; some kinds never may."""
    locked, row, _source = _lock(mark)
    text = clean_text(reason).strip()
    if not text:
        raise ValidationError({"reason": _("Say why this text may stay.")})
    if len(text) > 500:
        raise ValidationError({"reason": _("At most 500 characters.")})
    refuse_excess(text, "reason")
    if locked.category not in guard.OVERRIDABLE:
        message = _("This kind of remark is never kept: use the objective wording.")
        raise BusinessRuleError(message, code="never_overridable", fields={"categories": [locked.category]})
    locked.reason = text
    return _settle(locked, MarkOutcome.LET_THROUGH, row, by=by, now=now)


def excerpt_of(mark: GuardMark) -> str:
    """The text as it stands, empty when the row is gone."""
    source = source_of(mark.source)
    row = _row(source, mark.row_id) if source else None
    return str(getattr(row, source.field)) if row is not None and source else ""


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _category(text: str) -> str:
    """The gravest category that the guard finds."""
    found = sorted({hit.category for hit in hits_in(text)}, key=lambda name: (name not in KINDS, name))
    return found[0] if found else ""


def _mark(source: Source, pk: int, text: str, category: str, now: datetime) -> int:
    digest = digest_of(text)
    _row_, created = GuardMark.objects.get_or_create(
        source=source.name, row_id=pk, digest=digest, defaults={"category": category, "found_at": now}
    )
    return int(created)


def _clear(now: datetime) -> int:
    """A mark whose text changed, went or is no longer stopped waits for nobody."""
    cleared = 0
    for mark in GuardMark.objects.waiting():
        text = excerpt_of(mark)
        if digest_of(text) != mark.digest or not _category(text):
            mark.outcome, mark.at = MarkOutcome.CLEAN, now
            mark.save(update_fields=["outcome", "at"])
            cleared += 1
    return cleared


def _texts(source: Source, day: date) -> Iterator[tuple[int, str]]:
    model: Any = apps.get_model(source.model)
    begin, end = clock.start_utc(day), clock.end_utc(day) + timedelta(days=1)
    last = model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
    slices = last // SLICE + 1
    start = (day.toordinal() % slices) * SLICE
    wanted = Q(pk__gt=start, pk__lte=start + SLICE)
    if _has(model, "updated_at"):
        wanted |= Q(updated_at__gte=begin, updated_at__lt=end)
    rows = model._base_manager.exclude(**{source.field: ""})
    if source.leave_out:
        rows = rows.exclude(**source.leave_out)
    if pattern := new_words(begin, end):
        rows = rows.annotate(plain=Func(F(source.field), function="core_fold"))
        wanted |= Q(plain__regex=pattern)
    after = 0
    rows = rows.filter(wanted).order_by("pk").values_list("pk", source.field)
    while chunk := list(rows.filter(pk__gt=after)[:CHUNK]):
        yield from chunk
        after = chunk[-1][0]


def new_words(begin: datetime, end: datetime) -> str:
    """The words that the lists of the company gained that day: what they hit is looked up in all of history."""
    changes = GuardList.objects.filter(at__gte=begin, at__lt=end).values_list("change", flat=True)
    texts = [words(change["add"]["text"]) for change in changes if "add" in change]
    return "|".join(r"\m" + r"[^a-z0-9]+".join(text) for text in texts if text)


def _has(model: Any, name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def _row(source: Source, pk: int) -> Any:
    model: Any = apps.get_model(source.model)
    return model._base_manager.filter(pk=pk).first()


def _lock(mark: GuardMark) -> tuple[GuardMark, Any, Source]:
    locked = GuardMark.objects.select_for_update().get(pk=mark.pk)
    if locked.outcome != MarkOutcome.WAITING:
        raise AlreadyDone(_("Somebody has looked at this text already."), code="mark_settled")
    source = source_of(locked.source)
    model: Any = apps.get_model(source.model) if source else None
    row = model._base_manager.select_for_update().filter(pk=locked.row_id).first() if model else None
    if row is None or source is None or digest_of(str(getattr(row, source.field))) != locked.digest:
        raise BusinessRuleError(_("This text has changed since: it is read again tonight."), code="text_changed")
    return locked, row, source


def _settle(mark: GuardMark, outcome: str, row: Any, *, by: User, now: datetime | None) -> GuardMark:
    mark.outcome, mark.by, mark.at = outcome, by, now or clock.now()
    mark.save(update_fields=["outcome", "by", "at", "reason"])
    action = "guard.text_let_through" if outcome == MarkOutcome.LET_THROUGH else "guard.text_reworded"
    audit.record(action, row, by=by, after={"category": mark.category, "field": mark.source.rpartition(".")[2]})
    return mark
