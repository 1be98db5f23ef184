"""Handoff: a lead given to a rep with a promise and a deadline, and the rep's decision."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.addresses import row_url
from core.models import TimeStamped
from leads.choices import HandoffDecision
from leads.querysets import HandoffQuerySet

UNDECIDED = Q(decision=HandoffDecision.PENDING)


class Handoff(TimeStamped):
    lead = models.ForeignKey("leads.Lead", models.PROTECT, related_name="handoffs", verbose_name=_("lead"))
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="handoffs", verbose_name=_("to"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="handoffs_sent", verbose_name=_("sent by")
    )
    promise = models.TextField(_("promise"), max_length=500, help_text=_("What the rep may expect of this lead."))
    proof = models.TextField(_("proof"), max_length=500, blank=True, help_text=_("What the person said or did."))
    opener = models.TextField(_("opener"), max_length=500, blank=True, help_text=_("A sentence to begin with."))
    fit = models.PositiveSmallIntegerField(_("fit"), default=0)
    engagement = models.PositiveSmallIntegerField(_("engagement"), default=0)
    sent_at = models.DateTimeField(_("sent at"))
    due_at = models.DateTimeField(_("due at"))
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    breached_at = models.DateTimeField(_("breached at"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=20, choices=HandoffDecision, default=HandoffDecision.PENDING)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    reason = models.ForeignKey(
        "leads.Reason", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reason")
    )
    comment = models.TextField(_("comment"), max_length=500, blank=True)
    evidence = models.TextField(_("evidence"), max_length=500, blank=True)
    paused_at = models.DateTimeField(_("clock stopped at"), null=True, blank=True)
    in_time = models.BooleanField(_("decided in time"), null=True, blank=True)

    objects = HandoffQuerySet.as_manager()

    class Meta:
        verbose_name = _("handoff")
        verbose_name_plural = _("handoffs")
        ordering = ("-sent_at", "-pk")
        permissions = [("decide_handoff", _("Can accept or refuse the leads received"))]
        constraints = [
            models.UniqueConstraint(
                fields=["lead"],
                condition=UNDECIDED,
                name="leads_handoff_one_open",
                violation_error_message=_("This lead already waits for a decision."),
            ),
            models.CheckConstraint(
                condition=(UNDECIDED & Q(decided_at__isnull=True)) | (~UNDECIDED & Q(decided_at__isnull=False)),
                name="leads_handoff_decided",
                violation_error_message=_("A decision has its date."),
            ),
            models.CheckConstraint(
                condition=~Q(decision=HandoffDecision.REJECTED) | Q(reason__isnull=False),
                name="leads_handoff_reason",
                violation_error_message=_("Say why the lead is refused."),
            ),
            models.CheckConstraint(
                condition=~Q(promise=""),
                name="leads_handoff_promise",
                violation_error_message=_("Say what the rep may expect of this lead."),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=UNDECIDED, name="leads_handoff_due"),
            models.Index(fields=["to", "due_at"], condition=UNDECIDED, name="leads_handoff_inbox"),
            models.Index(fields=["to", "decided_at"], name="leads_handoff_decisions"),
            models.Index(fields=["decided_at"], name="leads_handoff_decided_at"),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id} → {self.to_id}"

    def get_absolute_url(self) -> str:
        return row_url("leads:handoff_detail", self.pk)
