"""Assignment: which plan counts for a person, from when to when, and when she read it."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from incentives.models.plan import DateRange, Plan, PlanVersion
from incentives.querysets import AssignmentQuerySet


class Assignment(TimeStamped):
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("person")
    )
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("plan"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until (not included)"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)
    acknowledged_version = models.ForeignKey(
        PlanVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("version acknowledged"),
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan assignment")
        verbose_name_plural = _("plan assignments")
        ordering = ["person", "-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="incentives_assignment_dates_in_order",
                violation_error_message=_("An assignment ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_version__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_version__isnull=False),
                name="incentives_assignment_acknowledged_version",
            ),
            ExclusionConstraint(
                name="incentives_assignment_one_plan_a_day",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (DateRange(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person already has a plan on some of these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.plan}"
