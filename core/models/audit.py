"""AuditEntry: who did what to what; append-only, field names and states but no contact's data."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.audit_words import Fact, facts, record, word


class AuditEntry(models.Model):
    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    action = models.CharField(_("action"), max_length=80)
    object_kind = models.CharField(_("kind of record"), max_length=60)
    object_id = models.BigIntegerField(_("record number"), null=True, blank=True)
    before = models.JSONField(_("before"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("after"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    request_id = models.CharField(_("request"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        default_permissions = ()
        permissions = [("view_audit", _("Can search the audit trail"))]
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["object_kind", "object_id", "-at"], name="core_audit_object"),
            models.Index(fields=["-at", "-id"], name="core_audit_at"),
            models.Index(fields=["actor", "-at"], name="core_audit_actor"),
            models.Index(fields=["action", "-at"], name="core_audit_action"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_name}"

    @property
    def object_name(self) -> str:
        """The record as the contract names it: debrief.debrief:12."""
        return f"{self.object_kind}:{self.object_id or ''}"

    @property
    def was(self) -> list[Fact]:
        """Name and value of what changed, before, in words."""
        return facts(self.object_kind, self.before)

    @property
    def became(self) -> list[Fact]:
        """Name and value of what changed, after, in words."""
        return facts(self.object_kind, self.after)

    @property
    def done(self) -> str:
        """What was done, in words."""
        return word(self.action)

    @property
    def record(self) -> str:
        """What it was done to, in words."""
        return record(self.object_kind, self.object_id)
