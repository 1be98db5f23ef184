"""How leads are scored: versions of the rules, the models of probability, each lead's scores and their history."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leads.querysets import CurrentScoreQuerySet, LeadScoreQuerySet, ProbabilityModelQuerySet


class ScoringVersion(models.Model):
    """The rules as saved once; the highest number is in force, the others stay to explain past scores."""

    number = models.PositiveIntegerField(_("version"), unique=True)
    rules = models.JSONField(_("rules"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    created_at = models.DateTimeField(_("saved at"))
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)

    class Meta:
        verbose_name = _("version of the scoring rules")
        verbose_name_plural = _("versions of the scoring rules")
        ordering = ("-number",)
        permissions = [
            ("view_scoring", _("Can see how leads are scored")),
            ("manage_scoring", _("Can write the scoring rules")),
        ]

    def __str__(self) -> str:
        return f"v{self.number}"


class ProbabilityModel(models.Model):
    """What one night learnt, as plain numbers; `signal` clear means that its probabilities are shown."""

    day = models.DateField(_("day"), unique=True)
    trained_at = models.DateTimeField(_("trained at"))
    signal = models.CharField(_("verdict"), max_length=12)
    won = models.PositiveIntegerField(_("won"), default=0)
    lost = models.PositiveIntegerField(_("lost"), default=0)
    auc = models.FloatField(_("AUC"), null=True, blank=True)
    calibration_error = models.FloatField(_("calibration error"), null=True, blank=True)
    report = models.JSONField(_("figures"), default=dict, blank=True)
    numbers = models.JSONField(_("model"), null=True, blank=True)

    objects = ProbabilityModelQuerySet.as_manager()
    MISSING = "missing"  # the packages of training are not installed in the worker

    class Meta:
        verbose_name = _("model of probability")
        verbose_name_plural = _("models of probability")
        ordering = ("-day",)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


REACH = ["team", "owner"]
SORTED = (("fit", "-fit"), ("engagement", "-engagement"), ("cell", "cell"), ("probability", "-probability"))


class CurrentScore(models.Model):
    """The scores of a lead as they stand, apart from the lead: all of them are written anew in a few seconds.

    The database lays the row down with the lead and copies the moment it was captured and the numbers of its owner and
    its team (`sql/currentscore_reach.sql`), so every lead has one, and each score is sorted, the newest first among
    equals and those of a team too, from one index. An empty cell says that the lead was never scored; a probability is
    of 1 to 99 %, 0 says that none is shown.
    """

    lead = models.OneToOneField(
        "leads.Lead", models.CASCADE, primary_key=True, related_name="score", verbose_name=_("lead")
    )
    fit = models.PositiveSmallIntegerField(_("fit"), default=0)
    engagement = models.PositiveSmallIntegerField(_("engagement"), default=0)
    cell = models.CharField(_("cell"), max_length=2, blank=True)
    probability = models.PositiveSmallIntegerField(_("probability"), default=0)
    captured_at = models.DateTimeField(_("captured at"))
    owner = models.IntegerField(_("owner"), null=True)
    team = models.IntegerField(_("team"), null=True)
    score_details = models.JSONField(_("score details"), default=dict, blank=True)

    objects = CurrentScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("current score of a lead")
        verbose_name_plural = _("current scores of leads")
        ordering = ("lead",)
        indexes = [
            *(
                models.Index(fields=[first, "-captured_at", "-lead"], include=REACH, name=f"leads_current_{name}")
                for name, first in SORTED
            ),
            models.Index(
                fields=["-captured_at", "-lead"],
                include=["fit", "engagement", "cell", "probability", *REACH],
                name="leads_current_newest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id}: {self.cell}"


class LeadScore(models.Model):
    """One line for each change of a lead's scores; `parts` are [place of the rule in the version, points, count].

    A probability goes from 1 to 99 %; 0 says that none is shown.
    """

    lead = models.ForeignKey(
        "leads.Lead", models.CASCADE, related_name="scores", verbose_name=_("lead"), db_index=False
    )
    at = models.DateTimeField(_("at"))
    fit = models.PositiveSmallIntegerField(_("fit"))
    engagement = models.PositiveSmallIntegerField(_("engagement"))
    cell = models.CharField(_("cell"), max_length=2)
    probability = models.PositiveSmallIntegerField(_("probability"), default=0)
    version = models.ForeignKey(
        ScoringVersion, models.PROTECT, related_name="+", verbose_name=_("version"), db_index=False
    )
    parts = models.JSONField(_("score details"), default=list, blank=True)

    objects = LeadScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("score of a lead")
        verbose_name_plural = _("scores of leads")
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["lead", "-at", "-id"], name="leads_score_lead")]

    def __str__(self) -> str:
        return f"{self.lead_id}: {self.cell}"
