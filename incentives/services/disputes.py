"""A person contests a line or a statement within 30 days; somebody else answers, and an upheld one adds a line."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, mail
from core.exceptions import BusinessRuleError
from core.text import clean_text
from crm.services.guarding import refuse_excess
from incentives.choices import DisputeState
from incentives.models import Dispute, LedgerLine, Statement
from incentives.rules.workflow import DISPUTE
from incentives.services.adjusting import adjust_points

WINDOW = timedelta(days=30)
GRANTED = (DisputeState.UPHELD, DisputeState.PARTLY)
ANSWERS = (*GRANTED, DisputeState.DECLINED)


@transaction.atomic
def open_dispute(
    *, by: User, reason: str, now: datetime, line: LedgerLine | None = None, statement: Statement | None = None
) -> Dispute:
    """The line or the statement is contested; the rest of the month is not held up."""
    reason = _text(reason, "reason", _("Say what you contest."))
    subject = line or statement
    if subject is None or subject.person_id != by.pk:
        raise BusinessRuleError(_("You may contest your own lines and statements."), code="not_yours")
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    issued = statement or Statement.objects.filter(person=by, period=line.period_id if line else None).first()
    if issued and now - issued.issued_at > WINDOW:
        raise BusinessRuleError(_("The 30 days to contest this month are over."), code="too_late")
    if Dispute.objects.waiting().filter(line=line, statement=statement).exists():
        raise BusinessRuleError(_("A dispute on this is already waiting for its answer."), code="already_disputed")
    dispute = Dispute.objects.create(line=line, statement=statement, opened_by=by, opened_at=now, reason=reason)
    audit.record("dispute.opened", dispute, by=by, after={"state": dispute.state})
    return dispute


@transaction.atomic
def take_dispute(dispute: Dispute, *, by: User, now: datetime) -> Dispute:
    """Somebody looks into it."""
    dispute = _hold(dispute, by)
    return _move(dispute, DisputeState.UNDER_REVIEW, by)


@transaction.atomic
def answer_dispute(dispute: Dispute, *, by: User, state: str, answer: str, now: datetime, points: int = 0) -> Dispute:
    """The answer is given and told to the person; granted points are an adjusted line of the open month."""
    dispute = _hold(dispute, by)
    if state not in ANSWERS:
        raise ValidationError({"state": _("Choose upheld, partly upheld or declined.")})
    answer = _text(answer, "answer", _("Say why: the person will read it."))
    if (state in GRANTED) != (points != 0):
        raise ValidationError({"points": _("Say how many points an upheld dispute gives; a declined one gives none.")})
    DISPUTE.check(dispute.state, state)
    if points:
        reason = str(_("Dispute %(number)s: %(answer)s")) % {"number": dispute.pk, "answer": answer}
        day = dispute.line.occurred_on if dispute.line else None
        dispute.adjustment = adjust_points(
            dispute.opened_by, by=by, points=points, reason=reason, now=now, occurred_on=day
        )
    dispute.answer, dispute.answered_by, dispute.answered_at = answer, by, now
    dispute.save(update_fields=["answer", "answered_by", "answered_at", "adjustment", "updated_at"])
    _move(dispute, state, by)
    mail.queue(
        to=dispute.opened_by,
        template="incentives/emails/dispute_answered",
        context={"dispute": dispute.pk},
        key=f"dispute:{dispute.pk}:answered",
    )
    return dispute


@transaction.atomic
def withdraw_dispute(dispute: Dispute, *, by: User, now: datetime) -> Dispute:
    """The person no longer contests."""
    dispute = Dispute.objects.select_for_update(of=("self",)).get(pk=dispute.pk)
    if dispute.opened_by_id != by.pk:
        raise BusinessRuleError(_("Only who opened a dispute withdraws it."), code="not_yours")
    return _move(dispute, DisputeState.WITHDRAWN, by)


@transaction.atomic
def close_dispute(dispute: Dispute, *, by: User, now: datetime) -> Dispute:
    """An answered dispute is filed away."""
    dispute = Dispute.objects.select_for_update(of=("self",)).get(pk=dispute.pk)
    return _move(dispute, DisputeState.CLOSED, by)


def _hold(dispute: Dispute, by: User) -> Dispute:
    held: Dispute = (
        Dispute.objects.select_for_update(of=("self",)).select_related("opened_by", "line").get(pk=dispute.pk)
    )
    if held.opened_by_id == by.pk:
        raise BusinessRuleError(_("Nobody answers her own dispute."), code="own_dispute")
    return held


def _move(dispute: Dispute, state: str, by: User) -> Dispute:
    before = dispute.state
    DISPUTE.check(before, state)
    dispute.state = state
    dispute.save(update_fields=["state", "updated_at"])
    audit.record(f"dispute.{state}", dispute, by=by, before={"state": before}, after={"state": state})
    return dispute


def _text(value: str, name: str, missing: object) -> str:
    text = clean_text(value).strip()
    if not text:
        raise ValidationError({name: missing})
    refuse_excess(text, name)
    return text
