"""Appeal: a rep asks a third person to look again at a finding that was refused or called a duplicate."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from debrief.choices import AppealState
from debrief.models.verdict import Verdict
from debrief.querysets import AppealQuerySet


class Appeal(TimeStamped):
    verdict = models.OneToOneField(Verdict, models.PROTECT, related_name="appeal")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appeals")
    opened_at = models.DateTimeField(_("opened at"))
    reason = models.TextField(_("what you contest"), max_length=500)
    due_at = models.DateTimeField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=AppealState, default=AppealState.OPEN)
    answer = models.TextField(_("answer"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="decided_appeals"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    new_verdict = models.OneToOneField(
        Verdict, models.PROTECT, null=True, blank=True, related_name="decides_appeal", verbose_name=_("new decision")
    )

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ("-opened_at", "-pk")
        permissions = (
            ("open_appeal", "Can appeal against a decision"),
            ("decide_appeal", "Can decide an appeal"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=("upheld", "overturned"))
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(answer="")),
                name="debrief_appeal_decided_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="overturned") | Q(new_verdict__isnull=False),
                name="debrief_appeal_overturned_has_verdict",
            ),
        )
        indexes = (models.Index(fields=("due_at",), name="debrief_appeal_waiting", condition=Q(state="open")),)

    def __str__(self) -> str:
        return f"{self.opened_by} · {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("debrief:appeal_detail", args=[self.pk])
