"""Notification: a sentence for one of our people, kept until it is read and ninety days after."""

from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class NotificationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """One's own, and nobody else's."""
        return self.filter(to=user.pk or 0)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notification(models.Model):
    """Its words are those of its kind, in the language of whoever reads; the parameters name no customer's person."""

    key = models.CharField(_("key"), max_length=200, unique=True)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notifications", verbose_name=_("to"))
    kind = models.CharField(_("kind"), max_length=60)
    params = models.JSONField(_("parameters"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    path = models.CharField(_("page"), max_length=300)
    created_at = models.DateTimeField(_("created at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        default_permissions = ()
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["to", "-created_at", "-id"], name="core_notification_newest"),
            models.Index(fields=["to"], condition=Q(read_at=None), name="core_notification_unread"),
            models.Index(fields=["created_at"], name="core_notification_age"),
        ]

    def __str__(self) -> str:
        return self.key
