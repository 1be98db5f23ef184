"""Debrief: one per rep and working day."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.addresses import row_url
from core.models import TimeStamped
from debrief.choices import UNFILED, DebriefOutcome, DebriefState, ExcuseReason, Timeliness, said
from debrief.querysets import DebriefQuerySet


class Debrief(TimeStamped):
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="debriefs", verbose_name=_("rep"))
    work_date = models.DateField(_("working day"))
    state = models.CharField(_("state"), max_length=12, choices=DebriefState, default=DebriefState.DRAFT)
    outcome = models.CharField(_("day"), max_length=20, choices=DebriefOutcome, default=DebriefOutcome.WORKED)
    client_key = models.UUIDField(null=True, blank=True, editable=False)
    filed_at = models.DateTimeField(_("filed at"), null=True, blank=True)
    captured_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    timeliness = models.CharField(_("timeliness"), max_length=4, choices=Timeliness, blank=True)
    seconds_spent = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(3600)])
    excuse = models.CharField(_("reason"), max_length=200, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="reviewed_debriefs"
    )
    review_started_at = models.DateTimeField(null=True, blank=True)
    review_due_at = models.DateTimeField(_("review due"), null=True, blank=True)
    question = models.TextField(_("question"), max_length=500, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = DebriefQuerySet.as_manager()

    class Meta:
        verbose_name = _("debrief")
        verbose_name_plural = _("debriefs")
        ordering = ("-work_date", "-pk")
        permissions = (
            ("file_debrief", "Can file her debrief"),
            ("review_debrief", "Can review debriefs"),
            ("excuse_day", "Can excuse a day"),
            ("close_draft_of_leaver", "Can close the draft of somebody who left"),
        )
        constraints = (
            models.UniqueConstraint(fields=("rep", "work_date"), name="debrief_one_a_day"),
            models.UniqueConstraint(fields=("rep", "client_key"), name="debrief_one_key"),
            models.CheckConstraint(
                condition=Q(state__in=UNFILED, filed_at=None)
                | (Q(state__in=("filed", "in_review", "returned", "closed")) & Q(filed_at__isnull=False)),
                name="debrief_filed_has_date",
            ),
            models.CheckConstraint(condition=Q(seconds_spent__lte=3600), name="debrief_seconds_capped"),
        )
        indexes = (
            models.Index(
                fields=("filed_at",), name="debrief_queue", condition=Q(state__in=("filed", "in_review", "returned"))
            ),
            models.Index(fields=("work_date", "rep"), name="debrief_day"),
            models.Index(fields=("reviewer", "closed_at"), name="debrief_reviewed"),
        )

    def __str__(self) -> str:
        return f"{self.rep} · {self.work_date:%Y-%m-%d}"

    @property
    def excuse_text(self) -> str:
        return said(ExcuseReason, self.excuse)

    def get_absolute_url(self) -> str:
        return row_url("debrief:debrief_detail", self.pk)
