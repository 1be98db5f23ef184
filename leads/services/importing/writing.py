"""Writes the leads of a chunk with their touches, a few statements for all; the sweep scores them."""

from datetime import datetime
from typing import Any

from core import clock
from core.imports.copying import copy_in
from leads.choices import TouchSource
from leads.models import Lead, Touchpoint

BATCH = 1000


class Writer:
    """Collects new leads, fields filled and touches, then writes them all.

    An imported lead has no line in the history of states before somebody moves it: its day and its file tell how
    it came, and an import that is taken back leaves nothing that cannot be deleted.
    """

    def __init__(self, *, run_id: int, now: datetime) -> None:
        self.run_id, self.now = run_id, now
        self.new: list[tuple[Lead, str]] = []
        self.filled: dict[int, Lead] = {}
        self.columns: set[str] = set()
        self.again: dict[int, tuple[Lead, str, datetime]] = {}

    def add(self, lead: Lead, kind: str) -> None:
        self.new.append((lead, kind))

    def fill(self, lead: Lead, filled: dict[str, Any]) -> None:
        if filled and lead.pk:
            self.filled[lead.pk] = lead
            self.columns |= set(filled)

    def touch(self, lead: Lead, kind: str, at: datetime) -> None:
        if lead.pk:
            self.again[lead.pk] = (lead, kind, at)

    def write(self) -> None:
        now = clock.now()
        copy_in([lead for lead, _kind in self.new], now=now)
        touches = [self._touch(lead, kind, lead.captured_at, f"lead:{lead.pk}:form") for lead, kind in self.new]
        copy_in(touches, now=now)
        if self.filled:
            for lead in self.filled.values():
                lead.updated_at = self.now
            Lead.objects.bulk_update(self.filled.values(), sorted({*self.columns, "updated_at"}), batch_size=BATCH)
        again = [
            self._touch(lead, kind, at, f"import:{self.run_id}:{lead.pk}") for lead, kind, at in self.again.values()
        ]
        Touchpoint.objects.bulk_create(again, batch_size=BATCH, ignore_conflicts=True)

    @staticmethod
    def _touch(lead: Lead, kind: str, at: datetime, key: str) -> Touchpoint:
        return Touchpoint(
            kind=kind, source=TouchSource.CAMPAIGN, campaign_id=lead.campaign_id, lead_id=lead.pk,
            contact_id=lead.contact_id, at=at, external_key=key,
        )  # fmt: skip
