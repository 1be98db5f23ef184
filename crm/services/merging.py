"""Merges two rows: values chosen field by field, every foreign key repointed, and a log by which it is undone."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone, BusinessRuleError
from crm.choices import Channel
from crm.models import Company, Contact, MergeLog
from crm.services.changes import EMPTY, MODELS, WRITABLE, apply_change, save_fields
from crm.services.values import as_text, normal_value

Row = TypeVar("Row", Company, Contact)
LEAVE = "leave"
CLASH = "on_clash"
UNIQUE = ("siret", "external_ref")
RESTRICTIVE = ("email_opt_out", "phone_opt_out")
# Rows that only ever are added to stay with the signpost, which leads to the row kept.
APPEND_ONLY = frozenset({"leads.leadtransition", "incentives.ledgerline", "core.auditentry"})


@transaction.atomic
def merge_rows(keep: Row, lose: Row, *, by: User, choices: Mapping[str, str]) -> Row:
    """`keep` holds both rows' relations and the values chosen ("keep" or "lose" by field); `lose` points to it."""
    model = type(keep)
    rows = {
        row.pk: row for row in model._base_manager.select_for_update().filter(pk__in=[keep.pk, lose.pk]).order_by("pk")
    }
    if len(rows) < 2:
        raise BusinessRuleError(_("Choose two different records."), code="same_record")
    kept, lost = rows[keep.pk], rows[lose.pk]
    if kept.merged_into_id or lost.merged_into_id:
        raise AlreadyDone(_("One of these records was merged already."))
    moves = _repoint(kept, lost, leave_clashes=choices.get(CLASH) == LEAVE)
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


def _repoint(kept: Row, lost: Row, *, leave_clashes: bool) -> list[dict[str, Any]]:
    moves, clashes = [], []
    for relation in kept._meta.related_objects:
        table: Any = relation.related_model
        if relation.many_to_many or table._meta.label_lower in APPEND_ONLY:
            continue
        moved, refused = _move(table, relation.field.name, kept, lost)  # type: ignore[union-attr]
        if moved:
            moves.append({"table": table._meta.label_lower, "column": relation.field.name, "pks": moved})  # type: ignore[union-attr]
        clashes += [f"{table._meta.verbose_name} {pk}" for pk in refused]
    if clashes and not leave_clashes:
        raise BusinessRuleError(
            _("Some rows exist on both sides. Choose to leave them with the merged record."),
            code="merge_clash",
            fields={CLASH: clashes},
        )
    return moves


def _move(table: Any, column: str, kept: Row, lost: Row) -> tuple[list[int], list[int]]:
    """The rows repointed, and those that a unique key holds back."""
    pks = list(table._base_manager.filter(**{column: lost.pk}).order_by("pk").values_list("pk", flat=True))
    if not pks:
        return [], []
    if _update(table, column, pks, kept.pk):
        return pks, []
    moved = [pk for pk in pks if _update(table, column, [pk], kept.pk)]
    return moved, [pk for pk in pks if pk not in set(moved)]


def _update(table: Any, column: str, pks: list[int], target: int) -> bool:
    attname = table._meta.get_field(column).attname
    try:
        with transaction.atomic():
            table._base_manager.filter(pk__in=pks).update(**{attname: target})
    except IntegrityError:
        return False
    return True


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
        _move_back(move, kept.pk, lost.pk)
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


def _move_back(move: dict[str, Any], kept: int, lost: int) -> None:
    label: str = move["table"]
    table: type[models.Model] = _model(label)
    attname = table._meta.get_field(move["column"]).attname  # type: ignore[union-attr]
    table._base_manager.filter(pk__in=move["pks"], **{attname: kept}).update(**{attname: lost})


def _model(label: str) -> type[models.Model]:
    from django.apps import apps

    return apps.get_model(label)
