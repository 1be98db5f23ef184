"""What a rep tells, before it becomes rows: the same shape from the phone's form and from the API."""

import dataclasses
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from accounts.models import User
from crm.choices import HowAcquired, HowKnown
from crm.models import Company, Contact, Opportunity
from debrief.choices import VisitKind, VisitState
from debrief.models import Question
from leads.models import Lead


@dataclass(frozen=True)
class PersonEntry:
    contact: Contact | None = None
    name: str = ""
    email: str = ""
    phone: str = ""
    role: str = ""
    how_acquired: str = HowAcquired.MET
    told_source: bool = False


@dataclass(frozen=True)
class FindingEntry:
    kind: str
    value: str = ""
    topic: str = ""
    field: str = ""
    contact: Contact | None = None
    data: dict[str, Any] = dataclasses.field(default_factory=dict)
    amount: Decimal | None = None
    on_date: date | None = None
    how_known: str = HowKnown.HEARD
    said_by: str = ""
    observed_on: date | None = None
    expires_on: date | None = None
    about: str = ""
    question: Question | None = None
    keep_reason: str = ""  # why words that the guard stops should be kept: marketing answers


@dataclass(frozen=True)
class VisitEntry:
    company: Company | None = None
    company_name: str = ""
    kind: str = VisitKind.VISIT
    state: str = VisitState.DONE
    reason: str = ""
    nobody_met: bool = False
    planned_at: time | None = None
    people: tuple[PersonEntry, ...] = ()
    attendees: tuple[User, ...] = ()
    lead: Lead | None = None
    opportunity: Opportunity | None = None
    result: str = ""
    amount: Decimal | None = None
    interest: str = ""
    confirmed: tuple[str, ...] = ()
    next_step: str = ""
    next_step_on: date | None = None
    note: str = ""
    note_read: bool = False
    findings: tuple[FindingEntry, ...] = ()
