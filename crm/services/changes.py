"""write_field: the only way to change a field that others may contest; every value keeps its provenance."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone, BusinessRuleError
from crm.choices import Channel
from crm.models import Company, Contact, FieldChange, Opportunity
from crm.services import documents
from crm.services.values import as_text, normal_value

UNSEEN: Final = object()
Owned = Company | Contact | Opportunity
EMPTY = (None, "")
MODELS: dict[str, type[Owned]] = {"company": Company, "contact": Contact, "opportunity": Opportunity}


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


WRITABLE: dict[type[Owned], frozenset[str]] = {
    Company: _names(
        """name siren siret sector employees revenue address city postcode country segment website domain phone
        parent_name owner external_ref"""
    ),
    Contact: _names(
        """name email phone role buying_role language company email_opt_out phone_opt_out told_source basis
        how_acquired acquired_on external_ref"""
    ),
    Opportunity: _names("name company owner product amount margin stage expected_on opened_on"),
}


class FieldConflict(BusinessRuleError):  # noqa: N818
    """The CRM says otherwise: both values are in `fields`."""

    default_code = "field_conflict"


@transaction.atomic
def write_field(
    obj: Owned,
    field: str,
    value: Any,
    *,
    by: User | None,
    channel: str,
    heard_from: User | None = None,
    expected: Any = UNSEEN,
    now: datetime | None = None,
) -> FieldChange | None:
    """The field holds the value, with its provenance; nothing happens when it did already.

    A field already filled is written over only by somebody who says what it held (`expected`).
    """
    if field not in WRITABLE[type(obj)]:
        raise ValidationError({field: _("This field cannot be written.")})
    new = normal_value(type(obj), field, value)
    locked = type(obj)._base_manager.select_for_update().get(pk=obj.pk)
    old = getattr(locked, field)
    if old == new or (old in EMPTY and new in EMPTY):
        setattr(obj, field, new)
        return None
    if old not in EMPTY and not _was_seen(type(obj), field, old, expected):
        raise FieldConflict(
            _("The CRM says otherwise: this value changed, or was never shown to you."),
            fields={"field": field, "stored": as_text(old), "proposed": as_text(new)},
        )
    change = apply_change(locked, field, new, by=by, channel=channel, heard_from=heard_from, now=now or clock.now())
    setattr(obj, field, new)
    obj.__dict__.pop("search_document", None)
    return change


def _was_seen(model: type[Owned], field: str, old: Any, expected: Any) -> bool:
    if expected is UNSEEN:
        return False
    return bool(expected == old or as_text(expected) == as_text(old))


def apply_change(
    obj: Owned, field: str, new: Any, *, by: User | None, channel: str, heard_from: User | None, now: datetime
) -> FieldChange:
    """Writes one field of a row that the caller has locked and checked."""
    old = getattr(obj, field)
    setattr(obj, field, new)
    save_fields(obj, [field])
    change = FieldChange.objects.create(
        object_kind=str(obj._meta.model_name),
        object_id=obj.pk,
        field=field,
        old=as_text(old),
        new=as_text(new),
        channel=channel,
        heard_from=heard_from,
        written_by=by,
        at=now,
    )
    audit.record(f"{obj._meta.model_name}.field_changed", obj, by=by, after={"field": field, "channel": channel})
    return change


def save_fields(obj: Owned, names: Iterable[str]) -> None:
    """Checks the whole row, saves these columns and what is derived from them."""
    columns = list(names)
    if isinstance(obj, Company):
        columns += documents.set_company_keys(obj)
    elif isinstance(obj, Contact):
        columns += documents.set_contact_keys(obj)
    obj.full_clean(exclude=["search_document"])
    obj.save(update_fields=sorted({*columns, "updated_at"}))
    if not isinstance(obj, Opportunity):
        documents.index(obj)


def record_origin(
    obj: Owned, *, by: User | None, channel: str, heard_from: User | None = None, now: datetime | None = None
) -> list[FieldChange]:
    """A new row's filled fields have their provenance from the first day."""
    at = now or clock.now()
    rows = [
        FieldChange(
            object_kind=str(obj._meta.model_name), object_id=obj.pk, field=name, new=as_text(getattr(obj, name)),
            channel=channel, heard_from=heard_from, written_by=by, at=at,
        )
        for name in sorted(WRITABLE[type(obj)])
        if getattr(obj, name) not in (None, "", False)
    ]  # fmt: skip
    return FieldChange.objects.bulk_create(rows)


@transaction.atomic
def revert_change(change: FieldChange, *, by: User) -> FieldChange:
    """The field holds again what it held before this change; refused when somebody wrote it since."""
    obj = MODELS[change.object_kind]._base_manager.select_for_update().get(pk=change.object_id)
    if as_text(getattr(obj, change.field)) != change.new:
        raise BusinessRuleError(_("This value was written again since; it stays."), code="written_since")
    if change.old == change.new:
        raise AlreadyDone(_("There is nothing to take back."))
    column = obj._meta.get_field(change.field)
    before: Any = change.old
    if column.is_relation:
        before = column.related_model._base_manager.filter(pk=change.old or None).first()  # type: ignore[union-attr]
    return apply_change(
        obj,
        change.field,
        before if column.is_relation else normal_value(type(obj), change.field, before),
        by=by,
        channel=Channel.MACHINE,
        heard_from=change.heard_from,
        now=clock.now(),
    )
