"""LeadOwnership: who had a lead, from when and why; only added to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leads.choices import OwnerWhy
from leads.querysets import LeadOwnershipQuerySet


class LeadOwnership(models.Model):
    lead = models.ForeignKey("leads.Lead", models.PROTECT, related_name="owners", verbose_name=_("lead"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    before = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("before")
    )
    at = models.DateTimeField(_("since"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    why = models.CharField(_("why"), max_length=12, choices=OwnerWhy)

    objects = LeadOwnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of owner")
        verbose_name_plural = _("changes of owner")
        ordering = ("at", "pk")
        indexes = [models.Index(fields=["lead", "at"], name="leads_ownership_lead")]

    def __str__(self) -> str:
        return f"{self.lead_id}: {self.before_id} → {self.owner_id}"
