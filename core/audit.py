"""Records who did what to what, before and after; reads an object's history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet

from core import clock, request_id
from core.models import AuditEntry

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser as User

Facts = dict[str, Any]


def record(
    action: str, obj: Model, *, by: User | None, before: Facts | None = None, after: Facts | None = None
) -> AuditEntry:
    """One more line of the audit trail: names of fields, states and numbers of rows, never a contact's data."""
    return AuditEntry.objects.create(
        at=clock.now(),
        actor_id=by.pk if by is not None else None,
        action=action,
        object_kind=obj._meta.label_lower,
        object_id=obj.pk,
        before=before or {},
        after=after or {},
        request_id=request_id.current(),
    )


def history(obj: Model) -> QuerySet[AuditEntry]:
    """What was done to this record, newest first."""
    entries = AuditEntry.objects.filter(object_kind=obj._meta.label_lower, object_id=obj.pk)
    return entries.select_related("actor").order_by("-at", "-pk")
