"""GuardOverride: marketing let a text through that the guard had set aside, with its reason."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from debrief.choices import GuardCategory
from debrief.models.finding import Finding


def digest_of(text: str) -> str:
    """By what a text is recognised without being copied: an override is good for these very words."""
    return hashlib.sha256(text.encode()).hexdigest()


class GuardOverrideQuerySet(models.QuerySet["GuardOverride"]):
    def visible_to(self, user: object) -> "GuardOverrideQuerySet":
        """Those on findings that this person may see."""
        return self.filter(finding__in=Finding.objects.visible_to(user))  # type: ignore[arg-type]


class GuardOverride(models.Model):
    finding = models.ForeignKey(
        Finding, models.PROTECT, related_name="guard_overrides", verbose_name=_("finding"), db_index=True
    )
    category = models.CharField(_("category"), max_length=20, choices=GuardCategory)
    text_digest = models.CharField(max_length=64, editable=False)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    objects = GuardOverrideQuerySet.as_manager()

    class Meta:
        verbose_name = _("text let through")
        verbose_name_plural = _("texts let through")
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("finding", "category", "text_digest"), name="debrief_guardoverride_once"
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=("-at", "-id"), name="debrief_guardoverride_recent"),)

    def __str__(self) -> str:
        return f"{self.category} · {self.reason}"
