"""Which records somebody built on or changed since they came in: those stay when an import is taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from core.models import AuditEntry

_computed: set[Any] = set()


def register_computed(*models: Any) -> None:
    """The house fills these tables by itself, night after night: a row of theirs is nobody's work."""
    _computed.update(models)


def forget_computed(model: Any, ids: Collection[int]) -> None:
    """What the house computed about these records goes with them."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and relation.related_model in _computed:
            relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": ids}).delete()


def built_upon(model: Any, ids: Collection[int], *, but: Iterable[Any] = ()) -> set[int]:
    """The records that a row of another table points to, `but` those tables and computed ones; one query a table."""
    aside = {*but, *_computed}
    found: set[int] = set()
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or not relation.auto_created:
            continue
        if relation.related_model in aside or relation.related_model._meta.auto_created:
            continue  # computed, or the memberships that go with their record
        rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": ids})
        found.update(rows.values_list(relation.field.attname, flat=True).distinct())
    return found


def acted_upon(model: Any, ids: Collection[int], *, since: datetime) -> set[int]:
    """The records that the audit trail names since then: somebody changed them by hand."""
    entries = AuditEntry.objects.filter(object_kind=model._meta.label_lower, object_id__in=ids, at__gte=since)
    return {pk for pk in entries.values_list("object_id", flat=True).distinct() if pk is not None}
