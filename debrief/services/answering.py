"""Answers to marketing's questions: a finding linked to the question it answers."""

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import BusinessRuleError
from core.notifications import notify
from debrief.models import Debrief, Finding, Question, Visit
from debrief.services.drafts import lock_draft
from debrief.services.entries import FindingEntry
from debrief.services.findings import write_finding


@transaction.atomic
def answer_question(
    question: Question, *, by: User, visit: Visit, entry: FindingEntry, now: datetime | None = None
) -> Finding:
    """The visit of the draft holds one more finding, which answers the question once the day is filed."""
    now = now or clock.now()
    lock_draft(visit.debrief, by=by)
    if not question.is_open_on(clock.local_day(now, by.zone)):
        raise BusinessRuleError(_("This question is closed."), code="question_closed")
    if not Question.objects.addressed_to(by).filter(pk=question.pk).exists():
        raise BusinessRuleError(_("This question is not addressed to you."), code="not_addressed")
    if (entry.kind, entry.topic, entry.field) != (question.kind, question.topic, question.field):
        raise ValidationError({"kind": _("This is not the answer the question expects.")})
    if not question.fits(visit.company):
        raise ValidationError({"visit": _("This question is about another company.")})
    finding = write_finding(Finding(visit=visit), replace(entry, question=question))
    audit.record("question.answered", question, by=by, after={"finding": finding.pk})
    return finding


def tell_askers(debrief: Debrief, *, now: datetime) -> None:
    """Whoever asked learns that the filed day answers."""
    answers = Finding.objects.live().filter(visit__debrief=debrief).exclude(question=None)
    for question in Question.objects.filter(answers__in=answers).distinct().select_related("asked_by"):
        notify(
            to=[question.asked_by], kind="question_answered", key=f"question:{question.pk}:answered:{debrief.pk}",
            path=question.get_absolute_url(), params={"name": debrief.rep.name, "question": question.text}, now=now,
        )  # fmt: skip
