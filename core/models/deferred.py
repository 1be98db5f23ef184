"""Message, Deferred and SweepBeat: work that waits, kept in rows so that Redis may be lost."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models.base import TimeStamped


class MessageState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    DEAD = "dead", _("given up")


class Message(TimeStamped):
    """An e-mail to one of our people, sent once; its context is forgotten when it has left."""

    key = models.CharField(_("key"), max_length=200, unique=True)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages", verbose_name=_("to"))
    template = models.CharField(_("template"), max_length=100)
    context = models.JSONField(_("context"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    state = models.CharField(_("state"), max_length=10, choices=MessageState.choices, default=MessageState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("next attempt"))
    not_after = models.DateTimeField(_("not sent after"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        default_permissions = ()
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
                name="core_message_sent",
            )
        ]
        indexes = [models.Index(fields=["next_at"], condition=models.Q(state="waiting"), name="core_message_waiting")]

    def __str__(self) -> str:
        return self.key


class DeferredState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    DEAD = "dead", _("given up")


class Deferred(TimeStamped):
    """Work that failed: written only then, and taken away when the work succeeds."""

    topic = models.CharField(_("topic"), max_length=60)
    key = models.CharField(_("key"), max_length=200)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("next attempt"))
    state = models.CharField(_("state"), max_length=10, choices=DeferredState.choices, default=DeferredState.WAITING)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("deferred work")
        verbose_name_plural = _("deferred work")
        default_permissions = ()
        ordering = ["created_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["topic", "key"], name="core_deferred_once")]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"


class SweepBeat(models.Model):
    """When a sweep last began and ended: one that began and never ended was killed by what it swept."""

    name = models.CharField(_("name"), max_length=80, primary_key=True)
    begun_at = models.DateTimeField(_("started at"))
    ended_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("beat of a sweep")
        verbose_name_plural = _("beats of sweeps")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
