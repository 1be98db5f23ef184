"""Statement (person × period) and its approvals."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.addresses import row_url
from core.models import TimeStamped
from incentives.models.period import Period
from incentives.models.plan import PlanVersion
from incentives.querysets import StatementQuerySet


class Statement(TimeStamped):
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="statements", verbose_name=_("person")
    )
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="statements", verbose_name=_("period"))
    version = models.ForeignKey(
        PlanVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("plan version")
    )
    opening = models.IntegerField(_("balance before"), default=0)
    points = models.IntegerField(_("points of the month"))
    capped_points = models.IntegerField(_("points after caps"))
    adjustments = models.IntegerField(_("adjustments"), default=0)
    carried_in = models.IntegerField(_("carried from the month before"), default=0)
    carried_out = models.IntegerField(_("carried to the next month"), default=0)
    point_value = models.DecimalField(_("value of a point"), max_digits=12, decimal_places=4, default=0)
    target = models.DecimalField(_("target of the month"), max_digits=9, decimal_places=2, default=0)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    lines_count = models.PositiveIntegerField(_("lines"))
    issued_at = models.DateTimeField(_("issued at"))
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["-period__month", "person"]
        constraints = [
            models.UniqueConstraint(fields=["person", "period"], name="incentives_statement_once_a_month"),
            models.CheckConstraint(
                condition=Q(carried_in__lte=0, carried_out__lte=0), name="incentives_statement_carries_only_debt"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="incentives_statement_amount_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.period}"

    @property
    def payable(self) -> int:
        """The points that are paid: after caps, with what was carried; never below zero."""
        return max(self.capped_points + self.carried_in, 0)

    def get_absolute_url(self) -> str:
        return row_url("incentives:statement_detail", self.pk)


class Approval(models.Model):
    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, related_name="approvals", verbose_name=_("statement")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("approved by")
    )
    at = models.DateTimeField(_("approved at"))
    points = models.IntegerField(_("points approved"))
    amount = models.DecimalField(_("amount approved"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.statement_id} · {self.by_id}"
