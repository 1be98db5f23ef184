"""Period: a month of the book of points, from open to exported; nothing unlocks it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.addresses import row_url
from core.models import TimeStamped
from core.periods import Month
from incentives.choices import POSTABLE, SHUT, PeriodState
from incentives.querysets import PeriodQuerySet

LOCKED = [PeriodState.LOCKED, PeriodState.EXPORTED]


def _by(label: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


class Period(TimeStamped):
    month = models.DateField(_("month"), unique=True)
    state = models.CharField(_("state"), max_length=10, choices=PeriodState, default=PeriodState.OPEN)
    computed_at = models.DateTimeField(_("computed at"), null=True, blank=True)
    stale = models.BooleanField(_("lines posted since"), default=False)
    approved_by = _by(_("approved by"))
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    locked_by = _by(_("locked by"))
    locked_at = models.DateTimeField(_("locked at"), null=True, blank=True)
    exported_at = models.DateTimeField(_("exported at"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering = ["-month"]
        permissions = [
            ("lock_period", "Can compute, lock and export a period"),
            ("approve_period", "Can approve statements and periods"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="incentives_period_is_first_of_month"),
            models.CheckConstraint(
                condition=Q(state__in=SHUT, approved_at__isnull=False, approved_by__isnull=False)
                | Q(state__in=POSTABLE, approved_at__isnull=True, approved_by__isnull=True),
                name="incentives_period_approved_has_date",
            ),
            models.CheckConstraint(
                condition=Q(state__in=LOCKED, locked_at__isnull=False, locked_by__isnull=False)
                | (~Q(state__in=LOCKED) & Q(locked_at__isnull=True, locked_by__isnull=True)),
                name="incentives_period_locked_has_date",
            ),
            models.CheckConstraint(
                condition=Q(locked_by__isnull=True) | ~Q(locked_by=F("approved_by")),
                name="incentives_period_two_persons",
                violation_error_message=_("Who approved a period cannot lock it."),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def span(self) -> Month:
        return Month.of(self.month)

    def get_absolute_url(self) -> str:
        return row_url("incentives:period_detail", self.pk)
