"""LedgerLine: one append-only line of the book of points, with the source that earned it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from debrief.models import Verdict
from incentives.choices import LineKind, Rule
from incentives.models.period import Period
from incentives.models.plan import Component
from incentives.models.snapshot import MarketingScoreSnapshot
from incentives.querysets import LineQuerySet
from leads.models import Handoff, Outcome

ORIGINS = ("verdict", "handoff", "outcome", "score")


def _exactly_one_origin() -> Q:
    """One typed source, or none and a written reason."""
    nothing = Q(**{f"{name}__isnull": True for name in ORIGINS})
    choices = nothing & ~Q(reason="")
    for name in ORIGINS:
        choices |= Q(**{f"{other}__isnull": other != name for other in ORIGINS})
    return choices


def _once_per(origin: str) -> models.UniqueConstraint:
    """A source earns once; only a line that follows its own reversal may book it anew."""
    return models.UniqueConstraint(
        fields=["kind", "person", "component", origin],
        condition=Q(**{f"{origin}__isnull": False}, reverses__isnull=True, follows__isnull=True),
        nulls_distinct=False,
        name=f"incentives_line_once_per_{origin}",
    )


def _origin(model: type[models.Model], label: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        model, on_delete=models.PROTECT, null=True, blank=True, related_name="ledger_lines", verbose_name=label
    )


class LedgerLine(models.Model):
    period = models.ForeignKey(  # its indexes are those of (period, seq) and (period, person)
        Period, on_delete=models.PROTECT, related_name="lines", db_index=False, verbose_name=_("period")
    )
    seq = models.BigIntegerField(_("number"), default=0, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="ledger_lines",
        db_index=False,
        verbose_name=_("person"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=LineKind)
    component = models.ForeignKey(
        Component,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger_lines",
        verbose_name=_("component"),
    )
    points = models.IntegerField(_("points"))
    verdict = _origin(Verdict, _("verdict"))
    handoff = _origin(Handoff, _("handoff"))
    outcome = _origin(Outcome, _("outcome"))
    score = _origin(MarketingScoreSnapshot, _("marketing score"))
    reason = models.TextField(_("reason"), blank=True)
    reverses = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by_line",
        verbose_name=_("takes back"),
    )
    follows = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by_line",
        verbose_name=_("books anew after"),
    )
    occurred_on = models.DateField(_("day of the source"))
    posted_on = models.DateField(_("day of posting"))
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    prev = models.BinaryField(null=True, editable=False)
    hash = models.BinaryField(default=b"", editable=False)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger line")
        verbose_name_plural = _("ledger lines")
        ordering = ["period", "seq"]
        permissions = [
            ("view_team_points", "Can see the points of a team"),
            ("adjust_points", "Can adjust points and answer disputes"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["period", "seq"], name="incentives_line_numbered_once"),
            *[_once_per(origin) for origin in ORIGINS],
            models.CheckConstraint(condition=_exactly_one_origin(), name="incentives_line_one_origin_or_reason"),
            models.CheckConstraint(condition=~Q(points=0) | Q(kind=LineKind.EARNED), name="incentives_line_moves"),
            models.CheckConstraint(
                condition=(Q(kind=LineKind.REVERSED) & Q(reverses__isnull=False))
                | (~Q(kind=LineKind.REVERSED) & Q(reverses__isnull=True)),
                name="incentives_line_reversed_names_line",
            ),
            models.CheckConstraint(
                condition=~Q(kind=LineKind.ADJUSTED) | ~Q(reason=""), name="incentives_line_adjusted_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(kind=LineKind.EARNED) | Q(points__gte=0), name="incentives_line_never_fines"
            ),
        ]
        indexes = [
            models.Index(fields=["period", "person"], include=["points"], name="incentives_line_month_sums"),
            models.Index(fields=["person", "occurred_on"], name="incentives_line_person_day"),
            models.Index(fields=["person", "-created_at"], name="incentives_line_person_new"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.points:+d}"

    @property
    def source(self) -> str:
        """The contract's word for what earned the line: verdict:12, bounty:12, handoff:7, manual:9."""
        if self.verdict_id and self.component is not None and self.component.rule == Rule.BOUNTY:
            return f"bounty:{self.verdict_id}"
        for name in ORIGINS:
            pk = getattr(self, f"{name}_id")
            if pk is not None:
                return f"{name}:{pk}"
        return f"manual:{self.pk}"
