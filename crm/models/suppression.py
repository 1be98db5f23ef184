"""Suppression: keyed hashes of people who objected or were erased, kept for that sole use."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.choices import SuppressionKind


class Suppression(models.Model):
    kind = models.CharField(_("kind"), max_length=10, choices=SuppressionKind)
    digest = models.CharField(_("fingerprint"), max_length=64, unique=True)
    reason = models.CharField(_("reason"), max_length=120, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("suppressed person")
        verbose_name_plural = _("suppressed people")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} · {self.digest[:8]}"
