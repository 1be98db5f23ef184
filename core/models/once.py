"""IdempotencyKey and Tombstone: one key, one result; and the keys whose result was erased."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class IdempotencyKey(models.Model):
    """The first answer to a request, given again to whoever repeats it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    key = models.CharField(_("key"), max_length=64)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    reference = models.CharField(_("result"), max_length=120, blank=True)
    body = models.JSONField(_("answer"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("request key")
        verbose_name_plural = _("request keys")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="core_idempotencykey_once")]
        indexes = [models.Index(fields=["reference"], name="core_idempotency_reference")]

    def __str__(self) -> str:
        return self.key


class Tombstone(models.Model):
    """A key whose result was erased: the same request never brings it back."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    key = models.CharField(_("key"), max_length=64)
    erased_at = models.DateTimeField(_("erased at"))

    class Meta:
        verbose_name = _("erased request")
        verbose_name_plural = _("erased requests")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="core_tombstone_once")]

    def __str__(self) -> str:
        return self.key
