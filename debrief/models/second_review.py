"""SecondReview: another reviewer's opinion of a finding, given without seeing the first; it never moves points."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from debrief.choices import Decision, RejectReason
from debrief.models.verdict import Verdict
from debrief.querysets import SecondReviewQuerySet


class ReviewRules(models.Model):
    """How reviews are checked; the newest row is in force, the older ones stay as history."""

    second_percent = models.DecimalField(
        _("share of verdicts that get a second opinion, in percent"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(5),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    second_hours = models.PositiveSmallIntegerField(
        _("working hours to give a second opinion"), default=40, validators=[MinValueValidator(1)]
    )
    appeal_days = models.PositiveSmallIntegerField(
        _("days to appeal against a decision"), default=15, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    appeal_hours = models.PositiveSmallIntegerField(
        _("working hours to decide an appeal"), default=16, validators=[MinValueValidator(1)]
    )
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("rules of the review")
        verbose_name_plural = _("rules of the review")
        ordering = ("-set_at", "-pk")
        permissions = (
            ("manage_review_rules", "Can set how reviews are checked"),
            ("view_fairness", "Can read how reviewers judge"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(second_percent__gte=0, second_percent__lte=100), name="debrief_reviewrules_percent"
            ),
        )

    def __str__(self) -> str:
        return f"{self.set_at:%Y-%m-%d}"


class SecondReview(models.Model):
    verdict = models.OneToOneField(Verdict, models.PROTECT, related_name="second_review")
    drawn_at = models.DateTimeField(_("drawn at"))
    due_at = models.DateTimeField(_("due"))
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="second_reviews"
    )
    decision = models.CharField(_("decision"), max_length=9, choices=Decision, blank=True)
    reason = models.CharField(_("reason"), max_length=16, choices=RejectReason, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = SecondReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("second opinion")
        verbose_name_plural = _("second opinions")
        ordering = ("due_at", "pk")
        permissions = (("give_second_opinion", "Can give a second opinion"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_at=None, reviewer=None, decision="")
                | (Q(decided_at__isnull=False, reviewer__isnull=False) & ~Q(decision="")),
                name="debrief_secondreview_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(decision="rejected") | ~Q(reason=""), name="debrief_secondreview_rejected_has_reason"
            ),
        )
        indexes = (
            models.Index(fields=("due_at",), name="debrief_secondreview_waiting", condition=Q(decided_at=None)),
            models.Index(fields=("decided_at",), name="debrief_secondreview_given"),
        )

    def __str__(self) -> str:
        return f"{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("debrief:second_detail", args=[self.pk])
