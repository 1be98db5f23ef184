"""CampaignRoiSnapshot: campaign × day → cost, leads, wins, revenue, margin and return under each model."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from leads.querysets import CampaignRoiSnapshotQuerySet


def money_field(label: Any) -> Any:
    """A sum of money, zero by default."""
    return models.DecimalField(label, max_digits=14, decimal_places=2, default=0)


def ratio_field(label: Any) -> Any:
    """A ratio that is unknown when its divisor is zero."""
    return models.DecimalField(label, max_digits=12, decimal_places=4, null=True, blank=True)


class CampaignRoiSnapshot(models.Model):
    campaign = models.ForeignKey(
        "leads.Campaign", models.PROTECT, related_name="roi_snapshots", verbose_name=_("campaign")
    )
    as_of = models.DateField(_("as of"))
    cost = money_field(_("cost"))
    leads = models.PositiveIntegerField(_("leads"), default=0)
    mql = models.PositiveIntegerField(_("qualified leads"), default=0)
    handed_off = models.PositiveIntegerField(_("leads handed off"), default=0)
    sal = models.PositiveIntegerField(_("leads accepted by sales"), default=0)
    opportunities = models.PositiveIntegerField(_("opportunities"), default=0)
    won = models.PositiveIntegerField(_("deals won"), default=0)
    estimated_share = ratio_field(_("share of estimated margins"))
    revenue_first = money_field(_("revenue, first touch"))
    revenue_last = money_field(_("revenue, last touch"))
    revenue_linear = money_field(_("revenue, linear"))
    revenue_u = money_field(_("revenue, position-based"))
    margin_first = money_field(_("margin, first touch"))
    margin_last = money_field(_("margin, last touch"))
    margin_linear = money_field(_("margin, linear"))
    margin_u = money_field(_("margin, position-based"))
    roi_first = ratio_field(_("ROI, first touch"))
    roi_last = ratio_field(_("ROI, last touch"))
    roi_linear = ratio_field(_("ROI, linear"))
    roi_u = ratio_field(_("ROI, position-based"))
    formula_version = models.PositiveSmallIntegerField(_("formula version"), default=1)
    inputs_sha = models.CharField(_("fingerprint of the inputs"), max_length=64, blank=True)

    objects = CampaignRoiSnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("ROI snapshot")
        verbose_name_plural = _("ROI snapshots")
        ordering = ("-as_of", "campaign")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "as_of"],
                name="leads_roi_once",
                violation_error_message=_("This campaign already has its figures for this day."),
            )
        ]
        indexes = [models.Index(fields=["as_of"], name="leads_roi_day")]

    def __str__(self) -> str:
        return f"{self.campaign_id} @ {self.as_of}"
