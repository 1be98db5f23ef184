"""Addendum: what a rep adds to a day she has filed; it is dated, and marketing reviews what it teaches."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from debrief.models.debrief import Debrief


class Addendum(models.Model):
    debrief = models.ForeignKey(Debrief, models.PROTECT, related_name="addenda")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by"))
    text = models.TextField(_("note"), max_length=500, blank=True)
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("addition to a day")
        verbose_name_plural = _("additions to a day")
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return f"{self.debrief} · {self.added_at:%Y-%m-%d %H:%M}"
