"""MergeLog: which row was merged into which, what was chosen and what moved, so that it can be undone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.choices import ObjectKind
from crm.querysets import MergeLogQuerySet


class MergeLog(models.Model):
    kind = models.CharField(_("object"), max_length=12, choices=ObjectKind)
    kept_id = models.BigIntegerField(_("kept"))
    lost_id = models.BigIntegerField(_("merged"))
    choices = models.JSONField(_("values chosen"), default=dict, blank=True)
    moves = models.JSONField(_("rows moved"), default=list, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = MergeLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind", "kept_id"], name="crm_mergelog_kept")]

    def __str__(self) -> str:
        return f"{self.kind} {self.lost_id} → {self.kept_id}"
