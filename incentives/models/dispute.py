"""Dispute: a person contests a line or a statement, and somebody else answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.addresses import row_url
from core.models import TimeStamped
from incentives.choices import DisputeState
from incentives.models.line import LedgerLine
from incentives.models.statement import Statement
from incentives.querysets import DisputeQuerySet

RUNNING = [DisputeState.OPEN, DisputeState.UNDER_REVIEW]


class Dispute(TimeStamped):
    line = models.ForeignKey(
        LedgerLine,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="disputes",
        verbose_name=_("ledger line"),
    )
    statement = models.ForeignKey(
        Statement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="disputes",
        verbose_name=_("statement"),
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="disputes", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened at"))
    reason = models.TextField(_("reason"))
    state = models.CharField(_("state"), max_length=12, choices=DisputeState, default=DisputeState.OPEN)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    adjustment = models.OneToOneField(
        LedgerLine,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="settles_dispute",
        verbose_name=_("adjustment"),
    )

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        ordering = ["-opened_at", "-pk"]
        permissions = [("open_dispute", "Can open a dispute")]
        constraints = [
            models.CheckConstraint(
                condition=Q(line__isnull=False, statement__isnull=True) | Q(line__isnull=True, statement__isnull=False),
                name="incentives_dispute_line_or_statement",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="incentives_dispute_answered_has_answer",
            ),
            models.UniqueConstraint(
                fields=["line"], condition=Q(state__in=RUNNING), name="incentives_dispute_one_running_per_line"
            ),
            models.UniqueConstraint(
                fields=["statement"],
                condition=Q(state__in=RUNNING),
                name="incentives_dispute_one_running_per_statement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opened_by} · {self.get_state_display()}"

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    def get_absolute_url(self) -> str:
        return row_url("incentives:dispute_detail", self.pk)
