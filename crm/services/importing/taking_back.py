"""Takes back what an import wrote in the CRM: new records that nobody used go, filled fields are empty again."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from core.imports.references import acted_upon, built_upon, forget_computed
from core.models import ImportedRow, RowFate
from crm.choices import Channel
from crm.models import FieldChange
from crm.services.values import as_text


def take_back(model: type[Any], rows: Sequence[ImportedRow], *, by: User | None, now: datetime) -> dict[int, str]:
    """Line → why it stays. Nothing that somebody changed, completed or built on since is touched."""
    made = {row.object_id: row.line for row in rows if row.fate == RowFate.CREATED and row.object_id}
    stays = _used(model, rows, list(made))
    gone = [pk for pk in made if pk not in stays]
    forget_computed(model, gone)
    model._base_manager.filter(pk__in=gone).delete()
    kept = {made[pk]: reason for pk, reason in stays.items()}
    return kept | _empty_again(model, [row for row in rows if row.fate == RowFate.UPDATED], by=by, now=now)


def _used(model: type[Any], rows: Sequence[ImportedRow], ids: list[int]) -> dict[int, str]:
    """The new records that stay, each with the reason."""
    since = rows[0].run.started_at if rows else None
    changed = acted_upon(model, ids, since=since) if since else set()
    changed |= set(_changes(model, rows, ids).values_list("object_id", flat=True))
    reasons = dict.fromkeys(built_upon(model, ids), _("Other records now depend on it."))
    return reasons | dict.fromkeys(changed, _("Somebody changed it since."))


def _changes(model: type[Any], rows: Sequence[ImportedRow], ids: Sequence[int]) -> Any:
    """What was written in these records after the import, or by another way."""
    over = rows[0].run.finished_at if rows else None
    later = ~Q(channel=Channel.IMPORT) | (Q(at__gt=over) if over else Q())
    return FieldChange.objects.filter(later, object_kind=model._meta.model_name, object_id__in=ids)


def _empty_again(model: type[Any], rows: list[ImportedRow], *, by: User | None, now: datetime) -> dict[int, str]:
    things = model._base_manager.in_bulk({row.object_id for row in rows if row.object_id})
    since: dict[tuple[int, str], bool] = defaultdict(bool)
    since.update(dict.fromkeys(_changes(model, rows, list(things)).values_list("object_id", "field"), True))
    stays: dict[int, str] = {}
    changed, columns, history = {}, set(), []
    for row in rows:
        thing = things.get(row.object_id)
        if thing is None or not row.filled:
            stays[row.line] = _("What it changed cannot be told from later work.")
            continue
        for name, value in row.filled.items():
            if as_text(getattr(thing, name)) != value or since[thing.pk, name]:
                stays[row.line] = _("Somebody changed it since.")
                continue
            setattr(thing, name, None if model._meta.get_field(name).null else "")
            changed[thing.pk] = thing
            columns.add(name)
            history.append(_emptied(model, thing.pk, name, value, by=by, now=now))
    if columns:
        model._base_manager.bulk_update(changed.values(), sorted(columns), batch_size=1000)
    FieldChange.objects.bulk_create(history, batch_size=1000)
    return stays


def _emptied(model: type[Any], pk: int, name: str, old: str, *, by: User | None, now: datetime) -> FieldChange:
    return FieldChange(
        object_kind=model._meta.model_name, object_id=pk, field=name, old=old, channel=Channel.IMPORT, written_by=by,
        at=now,
    )  # fmt: skip
