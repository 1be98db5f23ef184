"""Integration: what a verdict wrote in the CRM."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from debrief.choices import ContactKept
from debrief.models.verdict import Verdict


class Integration(models.Model):
    verdict = models.OneToOneField(Verdict, models.PROTECT, related_name="integration")
    field_change = models.ForeignKey(
        "crm.FieldChange", models.PROTECT, null=True, blank=True, related_name="integrations"
    )
    other_changes = models.ManyToManyField("crm.FieldChange", related_name="+", blank=True)
    contact = models.ForeignKey("crm.Contact", models.PROTECT, null=True, blank=True, related_name="integrations")
    activity = models.ForeignKey("crm.Activity", models.PROTECT, null=True, blank=True, related_name="integrations")
    fact = models.ForeignKey("crm.Fact", models.PROTECT, null=True, blank=True, related_name="integrations")
    opportunity = models.ForeignKey(
        "crm.Opportunity", models.PROTECT, null=True, blank=True, related_name="integrations"
    )
    contact_created = models.BooleanField(default=False)
    contact_kept = models.CharField(_("why the contact stayed"), max_length=10, choices=ContactKept, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("integration")
        verbose_name_plural = _("integrations")

    def __str__(self) -> str:
        return f"verdict:{self.verdict_id}"
