"""FieldChange: the history and the provenance of each field; only inserted, and blanked when a person is erased."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.choices import Channel, ObjectKind
from crm.querysets import FieldChangeQuerySet


class FieldChange(models.Model):
    object_kind = models.CharField(_("object"), max_length=12, choices=ObjectKind)
    object_id = models.BigIntegerField(_("number"))
    field = models.CharField(_("field"), max_length=40)
    old = models.TextField(_("before"), blank=True)
    new = models.TextField(_("after"), blank=True)
    channel = models.CharField(_("came through"), max_length=10, choices=Channel)
    heard_from = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("heard by")
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )
    at = models.DateTimeField(_("at"))

    objects = FieldChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a field")
        verbose_name_plural = _("changes of fields")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["object_kind", "object_id", "field", "at"], name="crm_fieldchange_object")]

    def __str__(self) -> str:
        return f"{self.object_kind} {self.object_id} · {self.field}"
