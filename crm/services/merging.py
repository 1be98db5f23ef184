"""Merges two rows: values chosen field by field, every foreign key repointed, and a log by which it is undone."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone, BusinessRuleError
from crm.choices import Channel
from crm.models import Company, Contact, MergeLog
from crm.services.changes import EMPTY, MODELS, WRITABLE, apply_change, save_fields
from crm.services.repointing import UNIQUE, move_back, repoint
from crm.services.values import as_text, normal_value

Row = TypeVar("Row", Company, Contact)
RESTRICTIVE = ("email_opt_out", "phone_opt_out")


@transaction.atomic
def merge_rows(keep: Row, lose: Row, *, by: User, choices: Mapping[str, str]) -> Row:
    """`keep` holds both rows' relations and the values chosen; `lose` points to it.

    `choices` says "keep" or "lose" by field, and by row where both sides hold one (`crm.models.clashes`).
    """
    model = type(keep)
    rows = {
        row.pk: row for row in model._base_manager.select_for_update().filter(pk__in=[keep.pk, lose.pk]).order_by("pk")
    }
    if len(rows) < 2:
        raise BusinessRuleError(_("Choose two different records."), code="same_record")
    kept, lost = rows[keep.pk], rows[lose.pk]
    if kept.merged_into_id or lost.merged_into_id:
        raise AlreadyDone(_("One of these records was merged already."))
    moves = repoint(kept, lost, choices)
    values: dict[str, Any] = _release_unique(lost)
    lost.merged_into = kept
    lost.save(update_fields=[*values, "merged_into", "updated_at"])
    before = _write_choices(kept, lost, values, by=by, choices=choices)
    written = {name: as_text(getattr(kept, name)) for name in before}
    log = MergeLog.objects.create(
        kind=str(model._meta.model_name), kept_id=kept.pk, lost_id=lost.pk, moves=moves, by=by, at=clock.now(),
        choices={"before": before, "written": written, "released": {name: as_text(v) for name, v in values.items()}},
    )  # fmt: skip
    audit.record(
        f"{model._meta.model_name}.merged",
        kept,
        by=by,
        after={"lost": lost.pk, "log": log.pk, "fields": sorted(before)},
    )
    return kept


def _release_unique(lost: Row) -> dict[str, Any]:
    """The signpost gives up what only one row may hold."""
    values = {name: getattr(lost, name) for name in UNIQUE if getattr(lost, name, "")}
    for name in values:
        setattr(lost, name, "")
    return values


def _write_choices(
    kept: Row, lost: Row, released: dict[str, Any], *, by: User, choices: Mapping[str, str]
) -> dict[str, str]:
    """The values taken from the other row, with the kept row's own in return; objections are never lost."""
    now, before = clock.now(), {}
    for field in sorted(WRITABLE[type(kept)] - {"company", "external_ref", *RESTRICTIVE}):
        mine, theirs = getattr(kept, field), released.get(field, getattr(lost, field))
        wanted = choices.get(field, "lose" if mine in EMPTY else "keep")
        if wanted == "lose" and theirs != mine and theirs not in EMPTY:
            before[field] = as_text(mine)
            apply_change(kept, field, theirs, by=by, channel=Channel.MERGE, heard_from=None, now=now)
    if isinstance(kept, Contact) and isinstance(lost, Contact):
        _keep_objections(kept, lost)
    return before


def _keep_objections(kept: Contact, lost: Contact) -> None:
    for name in RESTRICTIVE:
        setattr(kept, name, getattr(kept, name) or getattr(lost, name))
    objections = [at for at in (kept.objected_at, lost.objected_at) if at]
    inbound = [at for at in (kept.last_inbound_at, lost.last_inbound_at) if at]
    kept.objected_at = min(objections, default=None)
    kept.last_inbound_at = max(inbound, default=None)
    save_fields(kept, [*RESTRICTIVE, "objected_at", "last_inbound_at"])


@transaction.atomic
def undo_merge(log: MergeLog, *, by: User) -> Company | Contact:
    """Both rows stand again as before, save what somebody wrote since.

    A field of the row kept that was written after the merge stays as it is, as does a row attached to it since; an
    objection that came with the merge stays too: it is lifted by the person, never by a correction.
    """
    log = MergeLog.objects.select_for_update().get(pk=log.pk)
    if log.undone_at:
        raise AlreadyDone(_("This merge was undone already."))
    model: Any = MODELS[log.kind]
    wanted = [log.kept_id, log.lost_id]
    rows = {row.pk: row for row in model._base_manager.select_for_update().filter(pk__in=wanted).order_by("pk")}
    kept, lost = rows[log.kept_id], rows[log.lost_id]
    if kept.merged_into_id:
        raise BusinessRuleError(_("This record was merged itself since: undo that merge first."), code="merged_since")
    if getattr(lost, "anonymised_at", None) or getattr(kept, "anonymised_at", None):
        raise BusinessRuleError(_("This person was erased."), code="erased")
    for move in log.moves:
        move_back(move, kept, lost)
    left = _take_back_values(log, kept, by=by)
    lost.merged_into = None
    for name, value in log.choices.get("released", {}).items():
        setattr(lost, name, value)
    save_fields(lost, ["merged_into", *log.choices.get("released", {})])
    log.undone_at = clock.now()
    log.save(update_fields=["undone_at"])
    after = {"lost": lost.pk, "log": log.pk, "left": left}
    audit.record(f"{log.kind}.merge_undone", kept, by=by, after=after)
    restored: Company | Contact = lost
    return restored


def _take_back_values(log: MergeLog, kept: Any, *, by: User) -> list[str]:
    """The values taken at the merge go; the names of those that somebody wrote over since, which stay."""
    left, written = [], log.choices.get("written", {})
    for field, value in log.choices.get("before", {}).items():
        if field in written and as_text(getattr(kept, field)) != written[field]:
            left.append(field)
            continue
        column = kept._meta.get_field(field)
        before = column.related_model._base_manager.filter(pk=value or None).first() if column.is_relation else None
        new = before if column.is_relation else normal_value(type(kept), field, value)
        apply_change(kept, field, new, by=by, channel=Channel.MERGE, heard_from=None, now=clock.now())
    return left
