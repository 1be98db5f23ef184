"""SavedView: the filters of a list, kept under a name by one person."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models.base import TimeStamped


class SavedView(TimeStamped):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name=_("person")
    )
    page = models.CharField(_("page"), max_length=80)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("filters"), max_length=1000, blank=True)
    is_default = models.BooleanField(_("shown first"), default=False)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        default_permissions = ()
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "name"],
                name="core_savedview_once",
                violation_error_message=_("You already have a view of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name
