"""Silence is a breach: what is late is reminded, marked, told to both sides, and goes to the next person."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from core import audit
from core.exceptions import AlreadyDone, BusinessRuleError
from core.working_time import calendar_for
from leads.choices import HandoffDecision, LeadState, OwnerWhy
from leads.models import ContractTerms, Handoff, HandoffQuestion, Lead
from leads.services.handoff import decide, decision_hours, hand_off_lead, lock_pending, marketing_of, tell, write_to
from leads.services.routing import route_lead
from leads.services.states import move

AT_ONCE = 200
RELATED = ("to__team__manager", "lead__campaign__owner", "sent_by")


def expire_overdue_handoffs(now: datetime) -> int:
    """Decisions are reminded, marked, then expired; answers and first contacts that are late are marked."""
    return _remind(now) + _mark_breaches(now) + _expire(now) + _mark_unanswered(now) + _mark_uncontacted(now)


def _pending(**conditions: object) -> list[Handoff]:
    """Those whose clock runs, the most urgent first."""
    rows = Handoff.objects.pending().filter(paused_at=None, **conditions).select_related(*RELATED)
    return list(rows.order_by("due_at", "pk")[:AT_ONCE])


def _remind(now: datetime) -> int:
    """Once, when the share of the time promised has passed: with the usual terms, twelve working hours of sixteen."""
    waiting = _pending(reminded_at=None, due_at__gt=now)
    promised = ContractTerms.objects.dated()
    late = [row for row in waiting if _left(row, now) <= _reminded_before(row, promised(row.sent_at))]
    return _stamp(late, "reminded_at", "reminder", now)


def _left(handoff: Handoff, now: datetime) -> timedelta:
    return calendar_for(handoff.to.team).time_between(now, handoff.due_at)


def _reminded_before(handoff: Handoff, terms: ContractTerms) -> timedelta:
    return timedelta(hours=decision_hours(handoff.to)) * (100 - terms.reminder_percent) / 100


def _mark_breaches(now: datetime) -> int:
    return _stamp(_pending(breached_at=None, due_at__lte=now), "breached_at", "breach", now)


@transaction.atomic
def _stamp(handoffs: list[Handoff], field: str, event: str, now: datetime) -> int:
    """The event is dated once on each row still pending, and its message is queued."""
    marked = 0
    for handoff in handoffs:
        if not _dated(Handoff.objects.pending().filter(pk=handoff.pk, paused_at=None), field, now):
            continue
        marked += 1
        audit.record(f"handoff.{event}", handoff, by=None)
        people = [handoff.to] if event == "reminder" else both_sides(handoff)
        tell(people, handoff, event, now)
        write_to(people, handoff, event)
    return marked


def _dated(rows: QuerySet[Any], field: str, now: datetime) -> bool:
    return bool(rows.filter(**{field: None}).update(**{field: now, "updated_at": now}))


def both_sides(handoff: Handoff) -> list[User]:
    """The rep, the manager of the team, and marketing."""
    manager = handoff.to.team.manager if handoff.to.team else None
    people = {person.pk: person for person in (handoff.to, manager, *marketing_of(handoff)) if person}
    return list(people.values())


def _expire(now: datetime) -> int:
    """Each handoff has the grace that was promised when it was sent."""
    promised = ContractTerms.objects.dated()
    over = [row for row in _pending(due_at__lte=now) if _grace_ends(row, promised(row.sent_at)) <= now]
    return sum(_expire_one(handoff, now) for handoff in over)


def _grace_ends(handoff: Handoff, terms: ContractTerms) -> datetime:
    if not terms.grace_hours:
        return handoff.due_at
    return calendar_for(handoff.to.team).add_hours(handoff.due_at, terms.grace_hours)


@transaction.atomic
def _expire_one(handoff: Handoff, now: datetime) -> int:
    """The next person has the lead with the same promise and a new clock; marketing knows who, or that nobody does."""
    try:
        handoff, lead = lock_pending(handoff)
    except AlreadyDone:
        return 0
    if handoff.paused_at is not None:
        return 0
    decide(handoff, HandoffDecision.EXPIRED, by=None, now=now, in_time=False)
    move(lead, LeadState.ROUTED, by=None, now=now, owner=None, team=None, why=OwnerWhy.EXPIRED)
    missed = Handoff.objects.filter(
        lead=lead, decision__in=(HandoffDecision.EXPIRED, HandoffDecision.REJECTED)
    ).values_list("to_id", flat=True)
    lead = route_lead(lead, by=None, now=now, leaving_out=set(missed))
    tell(marketing_of(handoff), handoff, "expired" if lead.owner else "left_over", now)
    _promise_again(handoff, lead, now)
    return 1


def _promise_again(handoff: Handoff, lead: Lead, now: datetime) -> None:
    """The next rep hears the same promise; one that can no longer be made leaves the lead routed, for marketing."""
    words = {"promise": handoff.promise, "proof": handoff.proof, "opener": handoff.opener}
    with suppress(BusinessRuleError, ValidationError), transaction.atomic():
        if lead.owner:
            hand_off_lead(lead, by=handoff.sent_by, to=lead.owner, now=now, **words)


@transaction.atomic
def _mark_unanswered(now: datetime) -> int:
    """Marketing's silence is a breach too; the rep's clock keeps waiting."""
    rows = HandoffQuestion.objects.open().filter(breached_at=None, answer_due_at__lte=now)
    related = rows.select_related(*(f"handoff__{name}" for name in RELATED)).order_by("answer_due_at", "pk")
    marked = 0
    for row in related[:AT_ONCE]:
        if _dated(HandoffQuestion.objects.open().filter(pk=row.pk), "breached_at", now):
            marked += 1
            audit.record("handoff.unanswered", row.handoff, by=None, after={"question": row.pk})
            tell(both_sides(row.handoff), row.handoff, "unanswered", now, row.pk)
    return marked


@transaction.atomic
def _mark_uncontacted(now: datetime) -> int:
    """An accepted lead nobody called in time is marked once; it stays with its rep."""
    rows = Lead.objects.filter(
        state=LeadState.ACCEPTED, first_contact_due_at__lte=now, contact_breached_at=None, contact_paused_at=None,
        first_contacted_at=None,
    ).order_by("first_contact_due_at", "pk")  # fmt: skip
    marked = 0
    for lead in rows[:AT_ONCE]:
        if not _dated(Lead.objects.filter(pk=lead.pk, contact_paused_at=None), "contact_breached_at", now):
            continue
        marked += 1
        audit.record("lead.contact_missed", lead, by=None)
        last = lead.handoffs.filter(decision=HandoffDecision.ACCEPTED).select_related(*RELATED).order_by("-pk").first()
        if last:
            tell(both_sides(last), last, "uncontacted", now)
    return marked
