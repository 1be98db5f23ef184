"""ClosedMonth: the months whose books are shut; append-only, nothing opens them again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ClosedMonth(models.Model):
    month = models.DateField(_("month"), unique=True)
    closed_at = models.DateTimeField(_("closed at"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("closed by")
    )
    ledger_total = models.BigIntegerField(_("total of the ledger"), default=0)
    ledger_count = models.PositiveBigIntegerField(_("number of lines"), default=0)
    head_hash = models.BinaryField(_("fingerprint of the last line"), max_length=32, default=bytes)

    class Meta:
        verbose_name = _("closed month")
        verbose_name_plural = _("closed months")
        default_permissions = ()
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(month__day=1),
                name="core_closedmonth_first_day",
                violation_error_message=_("A month is written as its first day."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
