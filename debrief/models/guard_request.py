"""GuardRequest: a rep asks that words the guard stops be kept, and says why; marketing answers at review."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from debrief.choices import GuardCategory
from debrief.models.finding import Finding


class GuardRequest(models.Model):
    finding = models.OneToOneField(
        Finding, models.CASCADE, related_name="guard_request", verbose_name=_("finding")
    )  # fmt: skip
    category = models.CharField(_("category"), max_length=20, choices=GuardCategory)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("request to keep a text")
        verbose_name_plural = _("requests to keep a text")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.category} · {self.reason}"
