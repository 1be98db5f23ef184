"""ApiCalls: how often each person called the API in the current window, one row per person."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiCalls(models.Model):
    """Not logged by PostgreSQL: a count costs no disk write and starts again from nothing after a crash."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    window = models.BigIntegerField(_("window"))
    count = models.PositiveIntegerField(_("calls"))

    class Meta:
        verbose_name = _("calls of the API")
        verbose_name_plural = _("calls of the API")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.count}"
