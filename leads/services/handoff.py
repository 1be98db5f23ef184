"""The handoff: a promise, a deadline in working hours, a decision; what is late is reminded, marked and re-routed."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import User
from core import audit, clock, mail
from core.exceptions import AlreadyDone, BusinessRuleError
from core.notifications import notify
from core.working_time import calendar_for
from crm.services.guarding import refuse_excess
from leads import signals
from leads.choices import HandoffDecision, LeadState, ReasonKind
from leads.models import Handoff, Lead, Reason
from leads.rules.workflow import HANDOFF, LEAD
from leads.services.qualification import RECYCLE_DAYS
from leads.services.routing import assign_lead, route_lead
from leads.services.scoring import rescore
from leads.services.states import lock, move

DECISION_HOURS = 16
REMIND_AFTER_HOURS = 12
GRACE_HOURS = 4
FIRST_CONTACT_HOURS = 8
AT_ONCE = 200


@transaction.atomic
def hand_off_lead(
    lead: Lead, *, by: User, to: User, promise: str, proof: str = "", opener: str = "", now: datetime | None = None
) -> Handoff:
    """The rep has the lead, what to expect of it, and a deadline in the working hours of the team."""
    now = now or clock.now()
    lead = lock(lead)
    refuse_receiver(to)
    if lead.state == LeadState.QUALIFIED:
        lead = assign_lead(lead, by=by, to=to, now=now)
    LEAD.check(lead.state, LeadState.HANDED_OFF)
    for field, text in (("promise", promise), ("proof", proof), ("opener", opener)):
        refuse_excess(text, field)
    rescore(lead, now=now)
    handoff = Handoff(
        lead=lead, to=to, sent_by=by, promise=promise.strip(), proof=proof.strip(), opener=opener.strip(),
        fit=lead.fit, engagement=lead.engagement, sent_at=now, due_at=_due_at(to, now),
    )  # fmt: skip
    handoff.full_clean()
    handoff.save()
    move(lead, LeadState.HANDED_OFF, by=by, now=now, owner=to, team=to.team)
    audit.record("handoff.sent", handoff, by=by, after={"decision": handoff.decision})
    mail.queue(to=to, template="leads/handoff_sent", context=_words(handoff), key=f"handoff:{handoff.pk}:sent")
    _tell(handoff, [to], "sent", now)
    return handoff


def refuse_receiver(to: User) -> None:
    """Only somebody active who sells receives leads."""
    if not to.is_active or to.role not in (Role.REP, Role.SALES_MANAGER):
        message = _("This person cannot receive leads.")
        raise BusinessRuleError(message, code="not_a_receiver", fields={"to": message})


def _due_at(to: User, now: datetime) -> datetime:
    hours = getattr(to.team, "decision_hours", None) or DECISION_HOURS
    return calendar_for(to.team).add_hours(now, hours)


def _words(handoff: Handoff) -> dict[str, object]:
    return {"handoff": handoff.pk, "lead": handoff.lead.name, "path": handoff.get_absolute_url()}


@transaction.atomic
def accept_handoff(handoff: Handoff, *, by: User, now: datetime | None = None) -> Handoff:
    """The rep takes the lead: a first contact is due within eight working hours."""
    now = now or clock.now()
    handoff, lead = _lock_pending(handoff)
    _decide(handoff, HandoffDecision.ACCEPTED, by=by, now=now)
    due = calendar_for(handoff.to.team).add_hours(now, FIRST_CONTACT_HOURS)
    move(
        lead, LeadState.ACCEPTED, by=by, now=now, owner=handoff.to, team=handoff.to.team,
        accepted_at=now, first_contact_due_at=due,
    )  # fmt: skip
    return handoff


@transaction.atomic
def reject_handoff(
    handoff: Handoff, *, by: User, reason: Reason | None, comment: str = "", now: datetime | None = None
) -> Handoff:
    """The rep refuses with a reason of the list: the lead matures again and comes back in ninety days."""
    now = now or clock.now()
    if reason is None or reason.kind != ReasonKind.REJECT or not reason.active:
        message = _("Say why the lead is refused.")
        raise BusinessRuleError(message, code="reason_missing", fields={"reason": message})
    refuse_excess(comment, "comment")
    handoff, lead = _lock_pending(handoff)
    _decide(handoff, HandoffDecision.REJECTED, by=by, now=now, reason=reason, comment=comment.strip())
    until = clock.local_day(now) + timedelta(days=RECYCLE_DAYS)
    move(lead, LeadState.RECYCLED, by=by, now=now, recycled_until=until, owner=None, team=None)
    return handoff


@transaction.atomic
def withdraw_handoff(handoff: Handoff, *, by: User, now: datetime | None = None) -> Handoff:
    """Marketing takes the lead back before the decision; nobody is credited or blamed."""
    now = now or clock.now()
    handoff, lead = _lock_pending(handoff)
    _decide(handoff, HandoffDecision.WITHDRAWN, by=by, now=now, in_time=None)
    move(lead, LeadState.ROUTED, by=by, now=now)
    return handoff


def _lock_pending(handoff: Handoff) -> tuple[Handoff, Lead]:
    """Both rows, the lead first so that two acts on one lead queue up."""
    lead = lock(handoff.lead)
    fresh = Handoff.objects.select_for_update(of=("self",)).select_related("to__team").get(pk=handoff.pk)
    if fresh.decision != HandoffDecision.PENDING:
        raise AlreadyDone(
            _("This lead was already decided: %(decision)s.") % {"decision": fresh.get_decision_display()}
        )
    return fresh, lead


def _decide(handoff: Handoff, decision: str, *, by: User | None, now: datetime, **fields: object) -> None:
    HANDOFF.check(handoff.decision, decision)
    changes = {
        "decision": decision, "decided_at": now, "decided_by": by, "in_time": now <= handoff.due_at, **fields,
    }  # fmt: skip
    for name, value in changes.items():
        setattr(handoff, name, value)
    handoff.save(update_fields=[*changes, "updated_at"])
    audit.record(
        f"handoff.{decision}", handoff, by=by, before={"decision": HandoffDecision.PENDING},
        after={"decision": decision},
    )  # fmt: skip
    transaction.on_commit(partial(signals.handoff_decided.send_robust, sender=Handoff, handoff_id=handoff.pk))


def expire_overdue_handoffs(now: datetime) -> int:
    """Reminded after twelve working hours, marked at the deadline, expired and re-routed four hours later."""
    return _remind(now) + _mark_breaches(now) + _expire(now)


def _pending(**conditions: object) -> list[Handoff]:
    rows = Handoff.objects.pending().filter(**conditions).select_related("to__team", "lead", "sent_by")
    return list(rows.order_by("due_at", "pk")[:AT_ONCE])


def _remind(now: datetime) -> int:
    waiting = _pending(reminded_at=None, due_at__gt=now, sent_at__lte=now - timedelta(hours=REMIND_AFTER_HOURS))
    late = [row for row in waiting if calendar_for(row.to.team).add_hours(row.sent_at, REMIND_AFTER_HOURS) <= now]
    return _stamp(late, "reminded_at", "reminder", now)


def _mark_breaches(now: datetime) -> int:
    return _stamp(_pending(breached_at=None, due_at__lte=now), "breached_at", "breach", now)


@transaction.atomic
def _stamp(handoffs: list[Handoff], field: str, event: str, now: datetime) -> int:
    """The event is dated once on each row still pending, and its message is queued."""
    marked = 0
    for handoff in handoffs:
        still = Handoff.objects.pending().filter(pk=handoff.pk, **{field: None})
        if not still.update(**{field: now, "updated_at": now}):
            continue
        marked += 1
        audit.record(f"handoff.{event}", handoff, by=None)
        people = [handoff.to] if event == "reminder" else _told_of_breach(handoff)
        _tell(handoff, people, event, now)
        for person in people:
            mail.queue(
                to=person, template=f"leads/handoff_{event}", context=_words(handoff),
                key=f"handoff:{handoff.pk}:{event}:{person.pk}",
            )  # fmt: skip
    return marked


def _tell(handoff: Handoff, people: list[User], event: str, now: datetime) -> None:
    """They find it among their news, without the name of the person."""
    key, path = f"handoff:{handoff.pk}:{event}", handoff.get_absolute_url()
    params = {"company": handoff.lead.company_name or "—"}
    notify(to=people, kind=f"lead_{event}", key=key, path=path, params=params, now=now)


def _told_of_breach(handoff: Handoff) -> list[User]:
    manager = handoff.to.team.manager if handoff.to.team else None
    people = {person.pk: person for person in (handoff.to, handoff.sent_by, manager) if person}
    return list(people.values())


def _expire(now: datetime) -> int:
    waiting = _pending(due_at__lte=now - timedelta(hours=GRACE_HOURS))
    over = [row for row in waiting if calendar_for(row.to.team).add_hours(row.due_at, GRACE_HOURS) <= now]
    return sum(_expire_one(handoff, now) for handoff in over)


@transaction.atomic
def _expire_one(handoff: Handoff, now: datetime) -> int:
    try:
        handoff, lead = _lock_pending(handoff)
    except AlreadyDone:
        return 0
    _decide(handoff, HandoffDecision.EXPIRED, by=None, now=now, in_time=False)
    move(lead, LeadState.ROUTED, by=None, now=now, owner=None, team=None)
    missed = Handoff.objects.filter(
        lead=lead, decision__in=(HandoffDecision.EXPIRED, HandoffDecision.REJECTED)
    ).values_list("to_id", flat=True)
    route_lead(lead, by=None, now=now, leaving_out=set(missed))
    return 1
