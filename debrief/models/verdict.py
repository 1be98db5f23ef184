"""Verdict: marketing's judgement of a finding, the source that earns; reversed at most, never edited."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from debrief.choices import Decision, Grade, RejectReason
from debrief.models.finding import Finding
from debrief.querysets import VerdictQuerySet


class Verdict(models.Model):
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="verdicts")
    decision = models.CharField(_("decision"), max_length=9, choices=Decision)
    value = models.CharField(_("value kept"), max_length=500, blank=True)
    data = models.JSONField(default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=16, choices=RejectReason, blank=True)
    of = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="duplicates")
    grade = models.CharField(_("grade"), max_length=6, choices=Grade, default=Grade.USEFUL)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="verdicts")
    decided_at = models.DateTimeField(_("decided at"))
    reversed_at = models.DateTimeField(null=True, blank=True)
    reversed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="reversed_verdicts"
    )
    reversal_reason = models.CharField(max_length=200, blank=True)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        ordering = ("-decided_at", "-pk")
        permissions = (
            ("reverse_verdict", "Can reverse a verdict"),
            ("undo_own_verdict", "Can undo her own verdict"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("finding",), condition=Q(reversed_at=None), name="debrief_verdict_one_live"
            ),
            models.CheckConstraint(
                condition=~Q(decision="rejected") | ~Q(reason=""), name="debrief_verdict_rejected_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(decision="duplicate") | Q(of__isnull=False), name="debrief_verdict_duplicate_of"
            ),
            models.CheckConstraint(
                condition=Q(reversed_at=None, reversed_by=None, reversal_reason="")
                | (Q(reversed_at__isnull=False, reversed_by__isnull=False) & ~Q(reversal_reason="")),
                name="debrief_verdict_reversal_is_whole",
            ),
        )
        indexes = (
            models.Index(fields=("decided_at",), name="debrief_verdict_decided"),
            models.Index(fields=("reviewer", "-decided_at"), name="debrief_verdict_reviewer"),
        )

    def __str__(self) -> str:
        return f"{self.get_decision_display()} · {self.decided_at:%Y-%m-%d %H:%M}"
