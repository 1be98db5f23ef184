"""LeadChange: one particular of a lead, what it was and what it became; an undo is one more change."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leads.querysets import LeadChangeQuerySet


class LeadChange(models.Model):
    lead = models.ForeignKey("leads.Lead", models.PROTECT, related_name="changes", verbose_name=_("lead"))
    field = models.CharField(_("field"), max_length=40)
    old = models.TextField(_("before"), blank=True)
    new = models.TextField(_("after"), blank=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    objects = LeadChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a lead")
        verbose_name_plural = _("changes of leads")
        ordering = ("at", "pk")
        indexes = [models.Index(fields=["lead", "at"], name="leads_change_lead")]

    def __str__(self) -> str:
        return f"{self.lead_id}: {self.field}"
