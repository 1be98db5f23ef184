"""RevenueAttribution: opportunity × bucket × model → amount and margin, exact to the cent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leads.choices import AttributionModel
from leads.querysets import RevenueAttributionQuerySet


class RevenueAttribution(models.Model):
    opportunity = models.ForeignKey(
        "crm.Opportunity", models.PROTECT, related_name="attributions", verbose_name=_("opportunity")
    )
    bucket = models.CharField(_("origin"), max_length=40)
    campaign = models.ForeignKey(
        "leads.Campaign", models.PROTECT, null=True, blank=True, related_name="attributions",
        verbose_name=_("campaign"),
    )  # fmt: skip
    model = models.CharField(_("model"), max_length=10, choices=AttributionModel)
    weight = models.DecimalField(_("weight"), max_digits=9, decimal_places=6)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    margin = models.DecimalField(_("margin"), max_digits=12, decimal_places=2)
    estimated = models.BooleanField(_("estimated margin"), default=False)
    closed_on = models.DateField(_("closed on"))
    computed_at = models.DateTimeField(_("computed at"))

    objects = RevenueAttributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("attributed revenue")
        verbose_name_plural = _("attributed revenue")
        ordering = ("opportunity", "model", "bucket")
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "bucket", "model"],
                name="leads_attribution_once",
                violation_error_message=_("This share is already credited."),
            )
        ]
        indexes = [
            models.Index(fields=["campaign", "model", "closed_on"], name="leads_attr_campaign"),
            models.Index(fields=["closed_on"], name="leads_attr_closed"),
        ]

    def __str__(self) -> str:
        return f"{self.opportunity_id}/{self.bucket}/{self.model}"
