"""HandoffQuestion: what the rep asks before deciding or before calling; his clock waits for the answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from leads.choices import Clock
from leads.querysets import HandoffQuestionQuerySet

OPEN = Q(closed_at__isnull=True)


class HandoffQuestion(TimeStamped):
    handoff = models.ForeignKey(
        "leads.Handoff", models.PROTECT, related_name="questions", verbose_name=_("handoff")
    )  # fmt: skip
    clock = models.CharField(_("clock that waits"), max_length=10, choices=Clock)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"))
    question = models.TextField(_("question"), max_length=500)
    left = models.DurationField(_("working time left when asked"))
    answer_due_at = models.DateTimeField(_("answer due at"))
    breached_at = models.DateTimeField(_("breached at"), null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("answered by"),
    )  # fmt: skip
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = HandoffQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question about a lead")
        verbose_name_plural = _("questions about leads")
        ordering = ("asked_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["handoff"],
                condition=OPEN,
                name="leads_question_one_open",
                violation_error_message=_("A question already waits for its answer."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | (Q(answered_at__isnull=False, closed_at__isnull=False) & ~Q(answer="")),
                name="leads_question_answered",
                violation_error_message=_("An answer has its words and its date."),
            ),
        ]
        indexes = [models.Index(fields=["answer_due_at"], condition=OPEN, name="leads_question_due")]

    def __str__(self) -> str:
        return self.question
