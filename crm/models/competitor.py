"""Competitor: a name the field reports, with the other ways people write it."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from crm.querysets import ProductQuerySet


class Competitor(models.Model):
    name = models.CharField(_("name"), max_length=120)
    aliases = models.CharField(_("also written"), max_length=250, blank=True, help_text=_("Separated by commas."))

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("competitor")
        verbose_name_plural = _("competitors")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="crm_competitor_once",
                violation_error_message=_("This competitor is already in the list."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def spellings(self) -> list[str]:
        """Every way to write it, its own name first."""
        return [self.name, *(text for part in self.aliases.split(",") if (text := part.strip()))]
