"""SavedView: the filters and the order of a list, kept under a name by one person, for herself or for her team."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from core.models.base import TimeStamped


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def owned_by(self, user: Any) -> "SavedViewQuerySet":
        return self.filter(user=user.pk)

    def visible_to(self, user: Any) -> "SavedViewQuerySet":
        """One's own, and those that colleagues share: of the same team, or of the same role for whoever has no team."""
        team = getattr(user, "team_id", None)
        near = Q(user__team=team) if team else Q(user__team=None, user__role=getattr(user, "role", None) or "-")
        return self.filter(Q(user=user.pk) | Q(near, is_shared=True, user__is_active=True))


class SavedView(TimeStamped):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name=_("person")
    )
    page = models.CharField(_("page"), max_length=80)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("filters"), max_length=1000, blank=True)
    is_default = models.BooleanField(_("shown first"), default=False)
    is_shared = models.BooleanField(_("shared with my team"), default=False)

    objects: ClassVar[Any] = SavedViewQuerySet.as_manager()

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
            ),
            models.UniqueConstraint(
                fields=["user", "page"],
                condition=Q(is_default=True),
                name="core_savedview_one_first",
                violation_error_message=_("Only one view can be shown first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The list with these filters; the address says which view it shows."""
        try:
            here = reverse(self.page)
        except NoReverseMatch:
            return "/"
        return f"{here}?view={self.pk}" + (f"&{self.query}" if self.query else "")
