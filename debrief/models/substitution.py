"""Substitution: while a marketer is away, a named colleague sees and takes what she was reviewing."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from debrief.querysets import SubstitutionQuerySet


class Substitution(TimeStamped):
    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="absences", verbose_name=_("who is away")
    )
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="substitutions", verbose_name=_("who replaces her")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = SubstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("substitution")
        verbose_name_plural = _("substitutions")
        ordering = ("-starts_on", "-pk")
        permissions = (("manage_substitution", "Can name a substitute reviewer"),)
        constraints = (
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="debrief_substitution_days"),
            models.CheckConstraint(condition=~Q(absent=F("substitute")), name="debrief_substitution_by_another"),
        )
        indexes = (models.Index(fields=("substitute", "ends_on"), name="debrief_substitution_for"),)

    def __str__(self) -> str:
        return f"{self.absent} → {self.substitute}"

    def is_running(self, day: date) -> bool:
        return self.ended_at is None and self.starts_on <= day <= self.ends_on
