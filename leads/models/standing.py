"""How each lead and each handoff stood when the last night ended: what the quality figures count, row by row."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leads.choices import CampaignChannel, HandoffDecision, OutcomeResult
from leads.querysets import HandoffStandingQuerySet, LeadStandingQuerySet


class QualityNight(models.Model):
    """The days whose end the standings were told for; the last one is what the pages show."""

    as_of = models.DateField(_("as of"), unique=True)
    computed_at = models.DateTimeField(_("computed at"))
    leads = models.PositiveIntegerField(_("leads"), default=0)
    handoffs = models.PositiveIntegerField(_("handoffs"), default=0)

    class Meta:
        verbose_name = _("night of the quality figures")
        verbose_name_plural = _("nights of the quality figures")
        ordering = ("-as_of",)

    def __str__(self) -> str:
        return str(self.as_of)


def _counted(to: str, label: Any) -> Any:
    """A row of another table by which figures are shared out."""
    return models.ForeignKey(to, models.CASCADE, null=True, related_name="+", verbose_name=label)


class Standing(models.Model):
    """By what a figure is filtered and shared out."""

    campaign = _counted("leads.Campaign", _("campaign"))
    channel = models.CharField(_("channel"), max_length=20, choices=CampaignChannel, blank=True)
    segment = models.CharField(_("segment"), max_length=120, blank=True)
    rep = _counted(settings.AUTH_USER_MODEL, _("rep"))
    team = _counted("accounts.Team", _("team"))
    won = models.BooleanField(_("won"), default=False)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True)

    class Meta:
        abstract = True


class LeadStanding(Standing):
    lead = models.OneToOneField(
        "leads.Lead", models.CASCADE, primary_key=True, related_name="standing", verbose_name=_("lead")
    )
    captured_on = models.DateField(_("captured on"))
    qualified = models.BooleanField(_("qualified"), default=False)
    handed_off = models.BooleanField(_("handed off"), default=False)
    accepted = models.BooleanField(_("accepted by sales"), default=False)
    converted = models.BooleanField(_("converted"), default=False)

    objects = LeadStandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing of a lead")
        verbose_name_plural = _("standings of leads")
        ordering = ("lead",)
        indexes = [models.Index(fields=["captured_on"], name="leads_standing_captured")]

    def __str__(self) -> str:
        return f"{self.lead_id}: {self.captured_on}"


class HandoffStanding(Standing):
    handoff = models.OneToOneField(
        "leads.Handoff", models.CASCADE, primary_key=True, related_name="standing", verbose_name=_("handoff")
    )
    lead = models.ForeignKey("leads.Lead", models.CASCADE, related_name="handoff_standings", verbose_name=_("lead"))
    sent_on = models.DateField(_("sent on"))
    complete = models.BooleanField(_("promise, proof and opener"), default=False)
    fit = models.PositiveSmallIntegerField(_("fit promised"), default=0)
    decision = models.CharField(_("decision"), max_length=20, choices=HandoffDecision)
    reason = _counted("leads.Reason", _("reason"))
    late = models.BooleanField(_("not answered in time"), default=False)
    answer_minutes = models.PositiveIntegerField(_("working minutes to the answer"), null=True)
    contact_minutes = models.PositiveIntegerField(_("working minutes to the first contact"), null=True)
    contact_due = models.BooleanField(_("first contact made or due"), default=False)
    contact_late = models.BooleanField(_("first contact late"), default=False)
    unworked = models.BooleanField(_("accepted and not worked"), default=False)
    question_asked = models.BooleanField(_("a question was asked"), default=False)
    question_open = models.BooleanField(_("a question waits"), default=False)
    question_late = models.BooleanField(_("a question was not answered in time"), default=False)
    converted_on = models.DateField(_("converted on"), null=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=OutcomeResult, blank=True)
    taken_by_other = models.BooleanField(_("refused, then accepted by another"), default=False)
    won_by_other = models.BooleanField(_("refused, then won by another"), default=False)

    objects = HandoffStandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing of a handoff")
        verbose_name_plural = _("standings of handoffs")
        ordering = ("handoff",)
        indexes = [
            models.Index(fields=["sent_on"], name="leads_standing_sent"),
            models.Index(fields=["team", "sent_on"], name="leads_standing_team"),
        ]

    def __str__(self) -> str:
        return f"{self.handoff_id}: {self.decision}"
