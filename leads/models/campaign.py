"""Campaign (channel, owner, dates, budget) and its dated costs, which are only added to."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.addresses import row_url
from core.models import TimeStamped
from leads.choices import CampaignChannel, CampaignState, CostKind
from leads.querysets import CampaignCostQuerySet, CampaignQuerySet


class Campaign(TimeStamped):
    name = models.CharField(_("name"), max_length=120)
    channel = models.CharField(_("channel"), max_length=20, choices=CampaignChannel)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="campaigns", verbose_name=_("owner")
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    budget = models.DecimalField(_("budget"), max_digits=12, decimal_places=2, default=0)
    state = models.CharField(_("state"), max_length=20, choices=CampaignState, default=CampaignState.PLANNED)
    objective = models.TextField(_("objective"), max_length=1000, blank=True)
    promise = models.TextField(
        _("usual promise"), max_length=500, blank=True, help_text=_("Why now: what every lead of this campaign wants.")
    )
    proof = models.TextField(_("usual proof"), max_length=500, blank=True, help_text=_("What these people did."))
    opener = models.TextField(_("usual opener"), max_length=500, blank=True, help_text=_("A sentence to begin with."))

    at_stand = models.BooleanField(
        _("offered at the stand"), default=False,
        help_text=_("People met at a stand may be noted for this campaign while it runs. Fairs always are."),
    )  # fmt: skip

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ("-starts_on", "-pk")
        permissions = [
            ("manage_campaign", _("Can plan and close campaigns")),
            ("record_cost", _("Can record the costs of a campaign")),
            ("view_roi", _("Can read the return of campaigns")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "starts_on"],
                name="leads_campaign_once",
                violation_error_message=_("A campaign of this name already starts on this day."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="leads_campaign_dates",
                violation_error_message=_("The campaign must end on or after its first day."),
            ),
            models.CheckConstraint(
                condition=Q(budget__gte=0),
                name="leads_campaign_budget",
                violation_error_message=_("The budget cannot be negative."),
            ),
        ]
        indexes = [models.Index(fields=["state", "-starts_on"], name="leads_campaign_state")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_url("leads:campaign_detail", self.pk)


class CampaignCost(models.Model):
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="costs", verbose_name=_("campaign"))
    day = models.DateField(_("day"))
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    kind = models.CharField(_("kind"), max_length=20, choices=CostKind, default=CostKind.SPEND)
    label = models.CharField(_("label"), max_length=160)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by", verbose_name=_("reverses")
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    created_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    objects = CampaignCostQuerySet.as_manager()

    class Meta:
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        ordering = ("-day", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="leads_cost_amount",
                violation_error_message=_("An amount cannot be negative: record a credit note."),
            ),
            models.CheckConstraint(
                condition=Q(kind=CostKind.REVERSAL, reverses__isnull=False)
                | (~Q(kind=CostKind.REVERSAL) & Q(reverses__isnull=True)),
                name="leads_cost_reversal",
                violation_error_message=_("A reversal says which cost it reverses."),
            ),
        ]
        indexes = [models.Index(fields=["campaign", "day"], name="leads_cost_day")]

    def __str__(self) -> str:
        return f"{self.label} ({self.day})"
