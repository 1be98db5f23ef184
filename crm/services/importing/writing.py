"""Writes many records with the provenance of each value, a few statements for a chunk."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from accounts.models import User
from crm.choices import Channel
from crm.models import Company, Contact, FieldChange, Opportunity
from crm.services.changes import WRITABLE
from crm.services.values import as_text

Thing = TypeVar("Thing", Company, Contact, Opportunity)
BATCH = 1000


class Writer:
    """Collects new records and the empty fields filled of known ones, then writes them all."""

    def __init__(self, model: type[Any], *, by: User | None, now: datetime, fills: bool = True) -> None:
        self.model, self.by, self.now, self.fills = model, by, now, fills
        self.new: list[Any] = []
        self.filled: dict[int, Any] = {}
        self.columns: set[str] = set()
        self.changes: list[FieldChange] = []

    def add(self, thing: Any) -> None:
        self.new.append(thing)

    def fill(self, thing: Any, values: Mapping[str, Any]) -> dict[str, str]:
        """Sets the fields that are empty, unless known records stay as they are; which, with what they hold now."""
        filled: dict[str, str] = {}
        for name, value in values.items() if self.fills else ():
            if value in (None, "") or getattr(thing, name) not in (None, ""):
                continue
            setattr(thing, name, value)
            filled[name] = as_text(value)
            if thing.pk:
                self.filled[thing.pk] = thing
                self.columns.add(name)
                self.changes.append(self._change(thing, name, value))
        return filled

    def _change(self, thing: Any, name: str, value: Any) -> FieldChange:
        return FieldChange(
            object_kind=self.model._meta.model_name, object_id=thing.pk, field=name, new=as_text(value),
            channel=Channel.IMPORT, written_by=self.by, at=self.now,
        )  # fmt: skip

    def write(self, derived: Sequence[str] = ()) -> None:
        """Everything collected is in the database, with its history."""
        self.model._base_manager.bulk_create(self.new, batch_size=BATCH)
        names = sorted(WRITABLE[self.model])
        self.changes += [
            self._change(thing, name, getattr(thing, name))
            for thing in self.new
            for name in names
            if getattr(thing, name) not in (None, "", False)
        ]
        if self.filled:
            for thing in self.filled.values():
                thing.updated_at = self.now
            columns = sorted({*self.columns, *derived, "updated_at"})
            self.model._base_manager.bulk_update(self.filled.values(), columns, batch_size=BATCH)
        FieldChange.objects.bulk_create(self.changes, batch_size=BATCH)

    @property
    def keys(self) -> list[int]:
        return [thing.pk for thing in self.new] + list(self.filled)
