"""The handoff: a promise, a deadline in working hours, a decision; every clock stops only for the other's question."""

from datetime import date, datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock, mail
from core.exceptions import AlreadyDone, BusinessRuleError
from core.notifications import notify
from core.working_time import calendar_for
from crm.services.guarding import refuse_excess
from leads import signals
from leads.choices import Clock, HandoffDecision, LeadState, OwnerWhy, ReasonKind
from leads.models import Handoff, HandoffQuestion, Lead, Reason
from leads.rules.workflow import HANDOFF, LEAD
from leads.services.qualification import first_contact_due, usual_return
from leads.services.routing import assign_lead, refuse_receiver
from leads.services.scoring import rescore
from leads.services.states import lock, move

DECISION_HOURS = 16
WORDS = {
    "promise": _("Say why now: what the rep may expect of this lead."),
    "proof": _("Say what the person said or did."),
    "opener": _("Write a sentence to begin with."),
}


@transaction.atomic
def hand_off_lead(
    lead: Lead,
    *,
    by: User,
    to: User,
    promise: str = "",
    proof: str = "",
    opener: str = "",
    now: datetime | None = None,
) -> Handoff:
    """The rep has the lead, what to expect of it, and a deadline in the working hours of the team.

    What is left empty is said by the campaign's usual promise; a promise without its three parts is refused.
    """
    now = now or clock.now()
    lead = lock(lead)
    refuse_receiver(to)
    if lead.state == LeadState.QUALIFIED or (lead.state == LeadState.ROUTED and lead.owner_id != to.pk):
        lead = assign_lead(lead, by=by, to=to, now=now)
    LEAD.check(lead.state, LeadState.HANDED_OFF)
    words = promise_of(lead, promise=promise, proof=proof, opener=opener)
    for field, text in words.items():
        refuse_excess(text, field)
    rescore(lead, now=now)
    handoff = Handoff(
        lead=lead, to=to, sent_by=by, fit=lead.score.fit, engagement=lead.score.engagement, sent_at=now,
        due_at=calendar_for(to.team).add_hours(now, decision_hours(to)), **words,
    )  # fmt: skip
    handoff.full_clean()
    handoff.save()
    move(lead, LeadState.HANDED_OFF, by=by, now=now, owner=to, team=to.team)
    audit.record("handoff.sent", handoff, by=by, after={"decision": handoff.decision})
    write_to([to], handoff, "sent")
    tell([to], handoff, "sent", now)
    return handoff


def promise_of(lead: Lead, **given: str) -> dict[str, str]:
    """The three parts of the promise, each as given or as the campaign usually says it; all are needed."""
    usual = lead.campaign
    words = {
        name: text.strip() or (getattr(usual, name).strip() if usual is not None else "")
        for name, text in given.items()
    }  # fmt: skip
    if missing := {name: WORDS[name] for name, text in words.items() if not text}:
        raise ValidationError(missing)
    return words


def decision_hours(to: User) -> int:
    """How many working hours the receiving team has to decide."""
    return getattr(to.team, "decision_hours", None) or DECISION_HOURS


@transaction.atomic
def accept_handoff(handoff: Handoff, *, by: User, now: datetime | None = None) -> Handoff:
    """The rep takes the lead: a first contact is due within the working hours of the contract."""
    now = now or clock.now()
    handoff, lead = lock_pending(handoff)
    decide(handoff, HandoffDecision.ACCEPTED, by=by, now=now)
    due = first_contact_due(handoff.to, now)
    move(
        lead, LeadState.ACCEPTED, by=by, now=now, owner=handoff.to, team=handoff.to.team, accepted_at=now,
        first_contact_due_at=due, contact_paused_at=None, contact_breached_at=None,
    )  # fmt: skip
    return handoff


@transaction.atomic
def reject_handoff(
    handoff: Handoff,
    *,
    by: User,
    reason: Reason | None,
    comment: str = "",
    evidence: str = "",
    until: date | None = None,
    now: datetime | None = None,
) -> Handoff:
    """The rep refuses with a reason of the list, proved when it asks so: marketing has the lead until it comes back."""
    now = now or clock.now()
    if reason is None or reason.kind != ReasonKind.REJECT or not reason.active:
        message = _("Say why the lead is refused.")
        raise BusinessRuleError(message, code="reason_missing", fields={"reason": message})
    if reason.needs_evidence and not evidence.strip():
        message = _("This reason asks for evidence: say what you saw or heard.")
        raise BusinessRuleError(message, code="evidence_missing", fields={"evidence": message})
    refuse_excess(comment, "comment")
    refuse_excess(evidence, "evidence")
    until = until or usual_return(now)
    if until <= clock.local_day(now):
        message = _("The lead must come back on a later day.")
        raise BusinessRuleError(message, code="date_past", fields={"until": message})
    handoff, lead = lock_pending(handoff)
    decide(
        handoff, HandoffDecision.REJECTED, by=by, now=now, reason=reason, comment=comment.strip(),
        evidence=evidence.strip(),
    )  # fmt: skip
    move(
        lead, LeadState.RECYCLED, by=by, now=now, recycled_until=until, owner=None, team=None, why=OwnerWhy.REFUSED
    )  # fmt: skip
    tell(marketing_of(handoff), handoff, "refused", now)
    return handoff


@transaction.atomic
def withdraw_handoff(handoff: Handoff, *, by: User, now: datetime | None = None) -> Handoff:
    """Marketing takes the lead back before the decision; nobody is credited or blamed."""
    now = now or clock.now()
    handoff, lead = lock_pending(handoff)
    decide(handoff, HandoffDecision.WITHDRAWN, by=by, now=now, in_time=None)
    move(lead, LeadState.ROUTED, by=by, now=now)
    return handoff


def lock_pending(handoff: Handoff) -> tuple[Handoff, Lead]:
    """Both rows, the lead first so that two acts on one lead queue up."""
    lead = lock(handoff.lead)
    fresh = Handoff.objects.select_for_update(of=("self",)).select_related("to__team", "sent_by").get(pk=handoff.pk)
    if fresh.decision != HandoffDecision.PENDING:
        raise AlreadyDone(
            _("This lead was already decided: %(decision)s.") % {"decision": fresh.get_decision_display()}
        )
    return fresh, lead


def decide(handoff: Handoff, decision: str, *, by: User | None, now: datetime, **fields: object) -> None:
    """The handoff is decided; a clock that a question had stopped goes on first, so that waiting blames nobody."""
    HANDOFF.check(handoff.decision, decision)
    resume(handoff, now)
    changes = {
        "decision": decision, "decided_at": now, "decided_by": by, "in_time": now <= handoff.due_at,
        "due_at": handoff.due_at, "paused_at": None, **fields,
    }  # fmt: skip
    for name, value in changes.items():
        setattr(handoff, name, value)
    handoff.save(update_fields=[*changes, "updated_at"])
    audit.record(
        f"handoff.{decision}", handoff, by=by, before={"decision": HandoffDecision.PENDING},
        after={"decision": decision},
    )  # fmt: skip
    transaction.on_commit(partial(signals.handoff_decided.send_robust, sender=Handoff, handoff_id=handoff.pk))


def resume(handoff: Handoff, now: datetime) -> None:
    """The question left open is closed, and the deadline moves by the working time it stopped; not saved."""
    open_one = HandoffQuestion.objects.open().filter(handoff=handoff).first()
    if open_one is None:
        return
    HandoffQuestion.objects.filter(pk=open_one.pk).update(closed_at=now, updated_at=now)
    if open_one.clock == Clock.DECISION:
        handoff.due_at = calendar_for(handoff.to.team).add_time(now, open_one.left)


def marketing_of(handoff: Handoff) -> list[User]:
    """Who answers for the promise: whoever sent it and the owner of the campaign, once each."""
    campaign = handoff.lead.campaign
    people = {person.pk: person for person in (handoff.sent_by, campaign.owner if campaign else None) if person}
    return list(people.values())


def tell(people: list[User], handoff: Handoff, event: str, now: datetime, turn: int | str = "") -> None:
    """They find it among their news, without the name of the person; `turn` tells two of one kind apart."""
    key, path = f"handoff:{handoff.pk}:{event}" + (f":{turn}" if turn else ""), handoff.get_absolute_url()
    params = {"company": handoff.lead.company_name or "—"}
    notify(to=people, kind=f"lead_{event}", key=key, path=path, params=params, now=now)


def write_to(people: list[User], handoff: Handoff, event: str, turn: int | str = "") -> None:
    """They are written to once for this event."""
    words: dict[str, object] = {"handoff": handoff.pk, "lead": handoff.lead.name, "path": handoff.get_absolute_url()}
    for person in people:
        mail.queue(
            to=person, template=f"leads/handoff_{event}", context=words,
            key=f"handoff:{handoff.pk}:{event}:{person.pk}" + (f":{turn}" if turn else ""),
        )  # fmt: skip
