"""Team: the people of one territory, with their manager, their calendar and their promises of time."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.querysets import TeamQuerySet
from core.addresses import row_url

HOURS = [MinValueValidator(1), MaxValueValidator(200)]


class Team(models.Model):
    name = models.CharField(_("name"), max_length=80)
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="managed_teams",
        verbose_name=_("manager"),
    )
    territory = models.CharField(_("territory"), max_length=120, blank=True)
    calendar_subdivision = models.CharField(
        _("local holidays"),
        max_length=20,
        blank=True,
        help_text=_("Empty for the national calendar; Moselle, Bas-Rhin and Haut-Rhin have two more days."),
    )
    decision_hours = models.PositiveSmallIntegerField(
        _("working hours to decide on a lead"), default=16, validators=HOURS
    )
    review_hours = models.PositiveSmallIntegerField(_("working hours to review a debrief"), default=8, validators=HOURS)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="accounts_team_name_once",
                violation_error_message=_("A team of this name already exists."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_url("accounts:team_edit", self.pk)
