"""Outcome: what became of a lead's opportunity, won or lost; superseded when the deal is reopened."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leads.choices import OutcomeResult
from leads.querysets import OutcomeQuerySet


class Outcome(models.Model):
    lead = models.ForeignKey("leads.Lead", models.PROTECT, related_name="outcomes", verbose_name=_("lead"))
    opportunity = models.ForeignKey(
        "crm.Opportunity", models.PROTECT, related_name="outcomes", verbose_name=_("opportunity")
    )
    result = models.CharField(_("result"), max_length=10, choices=OutcomeResult)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    margin = models.DecimalField(_("margin"), max_digits=12, decimal_places=2, null=True, blank=True)
    decided_on = models.DateField(_("decided on"))
    created_at = models.DateTimeField(_("recorded at"))
    superseded_at = models.DateTimeField(_("superseded at"), null=True, blank=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ("-decided_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["lead"],
                condition=Q(superseded_at__isnull=True),
                name="leads_outcome_one_live",
                violation_error_message=_("This lead already has a live outcome."),
            ),
            models.CheckConstraint(
                condition=~Q(result=OutcomeResult.WON) | Q(amount__isnull=False),
                name="leads_outcome_amount",
                violation_error_message=_("A deal that is won has its amount."),
            ),
        ]
        indexes = [models.Index(fields=["decided_on"], name="leads_outcome_day")]

    def __str__(self) -> str:
        return f"{self.lead_id}: {self.result}"
