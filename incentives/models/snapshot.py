"""ContributionSnapshot (rep × day) and MarketingScoreSnapshot (marketer × day): dated, reproducible."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from incentives.querysets import SnapshotQuerySet


def _part(label: Any) -> models.DecimalField[Any, Any]:
    return models.DecimalField(label, max_digits=7, decimal_places=4, null=True, blank=True)


def _score() -> models.DecimalField[Any, Any]:
    return models.DecimalField(_("score"), max_digits=4, decimal_places=1, null=True, blank=True)


class ContributionSnapshot(models.Model):
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="contributions", verbose_name=_("person")
    )
    as_of = models.DateField(_("as of"))
    score = _score()
    points_part = _part(_("points against target"))
    acceptance_part = _part(_("findings accepted"))
    handoff_part = _part(_("handoffs decided in time"))
    n_points = models.PositiveIntegerField(_("lines counted"), default=0)
    n_acceptance = models.PositiveIntegerField(_("findings decided"), default=0)
    n_handoff = models.PositiveIntegerField(_("handoffs counted"), default=0)
    earned = models.IntegerField(_("points of the window"), default=0)
    target = models.DecimalField(_("target of the window"), max_digits=9, decimal_places=2, default=0)
    points = models.IntegerField(_("balance"), default=0)
    formula_version = models.PositiveSmallIntegerField(_("formula version"))
    computed_at = models.DateTimeField(_("computed at"))

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["-as_of", "person"]
        permissions = [("view_mirror", "Can see both scorecards side by side")]
        constraints = [models.UniqueConstraint(fields=["person", "as_of"], name="incentives_contribution_once_a_day")]
        indexes = [models.Index(fields=["as_of"], name="incentives_contribution_day")]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.as_of}"


class MarketingScoreSnapshot(models.Model):
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="marketing_scores", verbose_name=_("person")
    )
    as_of = models.DateField(_("as of"))
    score = _score()
    roi = models.DecimalField(_("ROI of own campaigns"), max_digits=12, decimal_places=4, null=True, blank=True)
    roi_part = _part(_("ROI, kept between 0 and 1"))
    handoff_part = _part(_("handoffs accepted"))
    review_part = _part(_("reviews in time"))
    n_roi = models.PositiveIntegerField(_("campaigns counted"), default=0)
    n_handoff = models.PositiveIntegerField(_("handoffs decided"), default=0)
    n_review = models.PositiveIntegerField(_("reviews due"), default=0)
    formula_version = models.PositiveSmallIntegerField(_("formula version"))
    computed_at = models.DateTimeField(_("computed at"))

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("marketing score")
        verbose_name_plural = _("marketing scores")
        ordering = ["-as_of", "person"]
        permissions = [("view_marketing_scores", "Can see marketing scores")]
        constraints = [models.UniqueConstraint(fields=["person", "as_of"], name="incentives_marketingscore_once_a_day")]
        indexes = [models.Index(fields=["as_of"], name="incentives_score_day")]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.as_of}"
