"""The rep asks marketing before deciding or before calling: his clock stops until the answer, which is due too."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone, BusinessRuleError
from core.working_time import calendar_for
from crm.services.guarding import refuse_excess
from leads.choices import Clock, HandoffDecision, LeadState
from leads.models import ContractTerms, Handoff, HandoffQuestion, Lead
from leads.services.handoff import marketing_of, tell, write_to
from leads.services.states import lock


@transaction.atomic
def ask_about_lead(handoff: Handoff, *, by: User, question: str, now: datetime | None = None) -> HandoffQuestion:
    """Marketing has a question to answer within the working hours of the contract; what the rep owed waits as long."""
    now = now or clock.now()
    text = question.strip()
    if not text:
        message = _("Write your question.")
        raise BusinessRuleError(message, code="question_missing", fields={"question": message})
    refuse_excess(text, "question")
    handoff, lead = _lock(handoff)
    if handoff.to_id != by.pk:
        raise BusinessRuleError(_("Only the rep who received the lead asks about it."), code="not_receiver")
    which, due = _running(handoff, lead)
    if HandoffQuestion.objects.open().filter(handoff=handoff).exists():
        raise AlreadyDone(_("Your question already waits for its answer."), code="question_open")
    if now > due:
        raise BusinessRuleError(_("The deadline has passed: a question no longer stops it."), code="deadline_passed")
    asked = HandoffQuestion.objects.create(
        handoff=handoff, clock=which, asked_by=by, asked_at=now, question=text,
        left=calendar_for(handoff.to.team).time_between(now, due),
        answer_due_at=calendar_for(None).add_hours(now, ContractTerms.objects.in_force(now).answer_hours),
    )  # fmt: skip
    _pause(handoff, lead, which, now)
    audit.record("handoff.asked", handoff, by=by, after={"question": asked.pk, "clock": which})
    marketing = marketing_of(handoff)
    tell(marketing, handoff, "asked", now, asked.pk)
    write_to(marketing, handoff, "asked", asked.pk)
    return asked


@transaction.atomic
def answer_question(
    question: HandoffQuestion, *, by: User, answer: str, now: datetime | None = None
) -> HandoffQuestion:
    """The rep has the answer, and exactly the working time that was left when he asked."""
    now = now or clock.now()
    text = answer.strip()
    if not text:
        message = _("Write your answer.")
        raise BusinessRuleError(message, code="answer_missing", fields={"answer": message})
    refuse_excess(text, "answer")
    handoff, lead = _lock(question.handoff)
    fresh: HandoffQuestion = HandoffQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if fresh.closed_at:
        raise AlreadyDone(_("This question no longer waits for an answer."))
    fresh.answer, fresh.answered_at, fresh.answered_by, fresh.closed_at = text, now, by, now
    fresh.save(update_fields=["answer", "answered_at", "answered_by", "closed_at", "updated_at"])
    due = calendar_for(handoff.to.team).add_time(now, fresh.left)
    if fresh.clock == Clock.DECISION:
        handoff.due_at, handoff.paused_at = due, None
        handoff.save(update_fields=["due_at", "paused_at", "updated_at"])
    else:
        lead.first_contact_due_at, lead.contact_paused_at = due, None
        lead.save(update_fields=["first_contact_due_at", "contact_paused_at", "updated_at"])
    audit.record("handoff.answered", handoff, by=by, after={"question": fresh.pk})
    tell([handoff.to], handoff, "answered", now, fresh.pk)
    write_to([handoff.to], handoff, "answered", fresh.pk)
    return fresh


def _lock(handoff: Handoff) -> tuple[Handoff, Lead]:
    lead = lock(handoff.lead)
    rows = Handoff.objects.select_for_update(of=("self",)).select_related("to__team", "sent_by", "lead__campaign")
    return rows.get(pk=handoff.pk), lead


def _running(handoff: Handoff, lead: Lead) -> tuple[Clock, datetime]:
    """The clock that runs against the rep, and its deadline."""
    if handoff.decision == HandoffDecision.PENDING:
        return Clock.DECISION, handoff.due_at
    mine = handoff.decision == HandoffDecision.ACCEPTED and lead.owner_id == handoff.to_id
    if mine and lead.state == LeadState.ACCEPTED and lead.first_contact_due_at:
        return Clock.CONTACT, lead.first_contact_due_at
    raise BusinessRuleError(_("Nothing waits for you on this lead."), code="nothing_waits")


def _pause(handoff: Handoff, lead: Lead, which: Clock, now: datetime) -> None:
    if which == Clock.DECISION:
        handoff.paused_at = now
        handoff.save(update_fields=["paused_at", "updated_at"])
    else:
        lead.contact_paused_at = now
        lead.save(update_fields=["contact_paused_at", "updated_at"])
