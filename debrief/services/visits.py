"""Visits of a draft: add, tell, cancel, remove."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.exceptions import BusinessRuleError
from core.text import clean_text
from crm.services.guarding import refuse_excess, refuse_excess_in_name
from debrief.choices import Confirmed, NextStep, UndoneReason, VisitResult, VisitState
from debrief.models import Debrief, Visit, VisitContact
from debrief.rules.workflow import VISIT
from debrief.services.attending import write_attendees
from debrief.services.drafts import lock_draft
from debrief.services.entries import PersonEntry, VisitEntry
from debrief.services.findings import replace_findings

MAX_VISITS = 40
UNDONE = (VisitState.CANCELLED, VisitState.NO_SHOW, VisitState.INCIDENT)
SIMPLE = (
    "kind",
    "state",
    "nobody_met",
    "lead",
    "opportunity",
    "result",
    "amount",
    "interest",
    "next_step_on",
    "note_read",
)


@transaction.atomic
def add_visit(debrief: Debrief, *, by: User, entry: VisitEntry, now: datetime | None = None) -> Visit:
    """The day holds one more visit, told at once unless it is only planned."""
    lock_draft(debrief, by=by)
    last = debrief.visits.aggregate(last=Max("position"))["last"] or 0
    if debrief.visits.count() >= MAX_VISITS:
        raise BusinessRuleError(_("A day holds at most %(most)s visits.") % {"most": MAX_VISITS}, code="too_many")
    visit = Visit(debrief=debrief, position=last + 1, state=VisitState.PLANNED)
    return write_visit(visit, entry, by=by, now=now or clock.now())


@transaction.atomic
def complete_visit(visit: Visit, *, by: User, entry: VisitEntry, now: datetime | None = None) -> Visit:
    """The visit is told: who, how it went, what was learnt, what comes next."""
    debrief = lock_draft(visit.debrief, by=by)
    locked: Visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    locked.debrief = debrief
    return write_visit(locked, entry, by=by, now=now or clock.now())


@transaction.atomic
def nothing_new(visit: Visit, *, by: User, now: datetime | None = None) -> Visit:
    """One tap: the visit took place and taught nothing."""
    lock_draft(visit.debrief, by=by)
    locked: Visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    VISIT.check(locked.state, VisitState.DONE)
    locked.state, locked.reason = VisitState.DONE, ""
    locked.nobody_met = not locked.met.exists()
    locked.next_step = locked.next_step or NextStep.NOTHING
    locked.done_at = now or clock.now()
    locked.save(update_fields=["state", "reason", "nobody_met", "next_step", "done_at", "updated_at"])
    return locked


@transaction.atomic
def cancel_visit(visit: Visit, *, by: User, state: str, reason: str) -> Visit:
    """The visit did not take place, and why."""
    lock_draft(visit.debrief, by=by)
    locked: Visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    VISIT.check(locked.state, state)
    locked.state, locked.reason = state, clean_text(reason).strip()
    if not locked.reason:
        raise ValidationError({"reason": _("Say why the visit did not take place.")})
    refuse_excess(locked.reason, "reason")
    locked.full_clean(exclude=["debrief", "company", "lead", "opportunity"])
    locked.save(update_fields=["state", "reason", "updated_at"])
    return locked


@transaction.atomic
def remove_visit(visit: Visit, *, by: User) -> None:
    """The visit is gone, with what it told, as long as the day is not filed."""
    lock_draft(visit.debrief, by=by)
    visit.findings.all().delete()
    visit.met.all().delete()
    visit.attendees.all().delete()
    visit.delete()


def write_visit(visit: Visit, entry: VisitEntry, *, by: User, now: datetime) -> Visit:
    """Checks and saves the visit, the people met and the findings; the caller holds the draft."""
    VISIT.check(visit.state, entry.state)
    for name in SIMPLE:
        setattr(visit, name, getattr(entry, name))
    visit.company = entry.company
    visit.company_name = clean_text(entry.company_name or (entry.company.name if entry.company else "")).strip()[:200]
    visit.planned_at = entry.planned_at or visit.planned_at
    visit.confirmed = [value for value in entry.confirmed if value in Confirmed.values]
    visit.next_step = entry.next_step
    visit.note, visit.reason = clean_text(entry.note).strip(), clean_text(entry.reason).strip()
    if visit.result == VisitResult.NO_SHOW and visit.state == VisitState.DONE:
        visit.state, visit.reason = VisitState.NO_SHOW, visit.reason or UndoneReason.NO_SHOW
    visit.done_at = now if visit.state == VisitState.DONE else None
    check_visit(visit, entry)
    visit.save()
    write_people(visit, entry.people)
    write_attendees(visit, entry.attendees)
    told = entry.findings if visit.state != VisitState.PLANNED else ()
    replace_findings(visit, by=by, entries=told)
    return visit


def check_visit(visit: Visit, entry: VisitEntry) -> None:
    if not visit.company_id and not visit.company_name:
        raise ValidationError({"company_name": _("Say which company it was.")})
    if visit.state in UNDONE and not visit.reason:
        raise ValidationError({"reason": _("Say why the visit did not take place.")})
    if visit.state == VisitState.DONE and not entry.people and not visit.nobody_met:
        raise ValidationError({"people": _("Say whom you met, or that you met nobody.")})
    if visit.state == VisitState.DONE and entry.people:
        visit.nobody_met = False
    refuse_excess_in_name(visit.company_name, "company_name")
    refuse_excess(visit.note, "note")
    refuse_excess(visit.reason, "reason")
    visit.full_clean(exclude=["debrief", "company", "lead", "opportunity"])


def write_people(visit: Visit, people: tuple[PersonEntry, ...]) -> None:
    visit.met.all().delete()
    rows, seen = [], set()
    for person in people:
        if person.contact and person.contact.pk in seen:
            continue
        if person.contact and visit.company_id and person.contact.company_id != visit.company_id:
            raise ValidationError({"people": _("This person works for another company.")})
        seen.add(person.contact.pk if person.contact else None)
        texts = {name: clean_text(getattr(person, name)).strip() for name in ("name", "email", "phone", "role")}
        row = VisitContact(
            visit=visit,
            contact=person.contact,
            how_acquired=person.how_acquired,
            told_source=person.told_source,
            **texts,
        )
        refuse_excess_in_name(row.name, "people")
        refuse_excess(row.role, "people")
        row.full_clean(exclude=["visit", "contact"])
        rows.append(row)
    VisitContact.objects.bulk_create(rows)
