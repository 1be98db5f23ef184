"""VisitAttendee: a colleague who made the visit too, and shares what it earns."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from debrief.models.visit import Visit
from debrief.querysets import VisitAttendeeQuerySet


class VisitAttendee(models.Model):
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="attendees")
    rep = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="visits_attended", verbose_name=_("colleague")
    )
    left_at = models.DateTimeField(_("said not to have been there"), null=True, blank=True)

    objects = VisitAttendeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("colleague on a visit")
        verbose_name_plural = _("colleagues on a visit")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("visit", "rep"), name="debrief_visitattendee_once"),)
        indexes = (models.Index(fields=("rep", "visit"), name="debrief_visitattendee_rep"),)

    def __str__(self) -> str:
        return str(self.rep)
