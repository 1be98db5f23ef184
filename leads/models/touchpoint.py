"""Touchpoint: a dated contact between a person and a campaign, the field or sales."""

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from leads.choices import TouchKind, TouchSource
from leads.querysets import TouchpointQuerySet


class Touchpoint(models.Model):
    kind = models.CharField(_("kind"), max_length=20, choices=TouchKind)
    source = models.CharField(_("source"), max_length=20, choices=TouchSource)
    campaign = models.ForeignKey(
        "leads.Campaign", models.PROTECT, null=True, blank=True, related_name="touchpoints", verbose_name=_("campaign"),
        db_index=False,
    )  # fmt: skip
    lead = models.ForeignKey(
        "leads.Lead", models.PROTECT, null=True, blank=True, related_name="touchpoints", verbose_name=_("lead"),
        db_index=False,
    )  # fmt: skip
    contact = models.ForeignKey(
        "crm.Contact", models.PROTECT, null=True, blank=True, related_name="touchpoints", verbose_name=_("contact"),
        db_index=False,
    )  # fmt: skip
    met_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("met by"),
        db_index=False,
    )  # fmt: skip
    at = models.DateTimeField(_("at"))
    external_key = models.CharField(_("external key"), max_length=80, unique=True)
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = TouchpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("touchpoint")
        verbose_name_plural = _("touchpoints")
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(source=TouchSource.CAMPAIGN, campaign__isnull=False)
                | (~Q(source=TouchSource.CAMPAIGN) & Q(campaign__isnull=True)),
                name="leads_touch_campaign",
                violation_error_message=_("A touch of a campaign names it, and no other touch does."),
            ),
            models.CheckConstraint(
                condition=Q(lead__isnull=False) | Q(contact__isnull=False),
                name="leads_touch_person",
                violation_error_message=_("A touchpoint concerns a lead or a contact."),
            ),
        ]
        indexes = [
            # All that a path needs stands in the index: the touches of one person lie far apart in the table.
            models.Index(
                fields=["contact", "at"],
                include=["id", "campaign", "withdrawn_at"],
                condition=Q(contact__isnull=False),
                name="leads_touch_contact",
            ),
            models.Index(
                fields=["lead", "at"],
                include=["id", "contact", "campaign", "withdrawn_at"],
                condition=Q(lead__isnull=False),
                name="leads_touch_lead",
            ),
            models.Index(
                fields=["campaign", "at"], condition=Q(campaign__isnull=False), name="leads_touch_by_campaign"
            ),
            models.Index(fields=["met_by"], condition=Q(met_by__isnull=False), name="leads_touch_met_by"),
            BrinIndex(fields=["recorded_at"], name="leads_touch_recorded", autosummarize=True),
            BrinIndex(fields=["at"], name="leads_touch_at", autosummarize=True),
        ]

    def __str__(self) -> str:
        return self.external_key
