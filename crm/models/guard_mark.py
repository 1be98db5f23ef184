"""GuardMark: a text kept somewhere that the guard of today would refuse, and what was made of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import Role
from crm.rules.guard import CATEGORIES

OFFICE = (Role.MARKETER, Role.OPERATIONS)


class MarkOutcome(models.TextChoices):
    WAITING = "", pgettext_lazy("guard", "To look at")
    REWORDED = "reworded", _("Objective wording")
    LET_THROUGH = "let", _("Let through")
    CLEAN = "clean", _("No longer stopped")


class GuardMarkQuerySet(models.QuerySet["GuardMark"]):
    def visible_to(self, user: object) -> "GuardMarkQuerySet":
        """Marketing and operations read what the guard found, wherever it stands."""
        return self if getattr(user, "role", "") in OFFICE else self.none()

    def waiting(self) -> "GuardMarkQuerySet":
        return self.filter(outcome=MarkOutcome.WAITING)


class GuardMark(models.Model):
    """The text itself is not copied: `digest` tells whether it is still the one that was read."""

    source = models.CharField(_("where"), max_length=60)
    row_id = models.BigIntegerField(_("row"))
    category = models.CharField(_("category"), max_length=20, choices=[(name, name) for name in CATEGORIES])
    digest = models.CharField(max_length=64, editable=False)
    found_at = models.DateTimeField(_("found at"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=MarkOutcome, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), null=True, blank=True)

    objects = GuardMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("text that the guard found")
        verbose_name_plural = _("texts that the guard found")
        ordering = ("-found_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("source", "row_id", "digest"), name="crm_guardmark_once"),
            models.CheckConstraint(condition=~Q(outcome="let") | ~Q(reason=""), name="crm_guardmark_let_has_reason"),
        )
        indexes = (models.Index(fields=("-found_at",), condition=Q(outcome=""), name="crm_guardmark_waiting"),)

    def __str__(self) -> str:
        return f"{self.source} {self.row_id} · {self.category}"
