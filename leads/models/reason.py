"""Reason: why a lead is refused or disqualified, a list administered by operations."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from leads.choices import ReasonKind
from leads.querysets import ReasonQuerySet


class Reason(models.Model):
    kind = models.CharField(_("kind"), max_length=20, choices=ReasonKind)
    code = models.SlugField(_("code"), max_length=40)
    label_fr = models.CharField(_("French label"), max_length=80)
    label_en = models.CharField(_("English label"), max_length=80)
    active = models.BooleanField(_("active"), default=True)
    needs_evidence = models.BooleanField(
        _("asks for evidence"), default=False, help_text=_("The rep must say what proves it.")
    )
    rank = models.PositiveSmallIntegerField(_("rank"), default=50)

    objects = ReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        ordering = ("kind", "rank", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"],
                name="leads_reason_once",
                violation_error_message=_("This code already exists."),
            )
        ]

    def __str__(self) -> str:
        return self.label_fr if (get_language() or "fr").startswith("fr") else self.label_en
