"""VisitPlan and Absence: the visits a rep means to make, once or again and again, and the days she is away."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import TimeStamped
from debrief.choices import Rhythm, VisitKind
from debrief.querysets import AbsenceQuerySet, VisitPlanQuerySet
from debrief.rules.recurrence import Rule, rank_in_month

RANKS = (
    pgettext_lazy("weekday of the month", "first"),
    pgettext_lazy("weekday of the month", "second"),
    pgettext_lazy("weekday of the month", "third"),
    pgettext_lazy("weekday of the month", "fourth"),
    pgettext_lazy("weekday of the month", "last"),
)


class VisitPlan(TimeStamped):
    """One visit to make, or one that comes back; a calendar's event is one row for each of its days."""

    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="visit_plans", verbose_name=_("rep"))
    company = models.ForeignKey("crm.Company", models.PROTECT, null=True, blank=True, related_name="visit_plans")
    company_name = models.CharField(_("company"), max_length=200, blank=True)
    contact = models.ForeignKey("crm.Contact", models.PROTECT, null=True, blank=True, related_name="visit_plans")
    kind = models.CharField(_("type"), max_length=8, choices=VisitKind, default=VisitKind.VISIT)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    at = models.TimeField(_("time"), null=True, blank=True)
    rhythm = models.CharField(_("comes back"), max_length=8, choices=Rhythm, default=Rhythm.ONCE)
    every = models.PositiveSmallIntegerField(
        _("every"), default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    starts_on = models.DateField(_("first day"))
    until = models.DateField(_("until"), null=True, blank=True)
    skipped = models.JSONField(default=list, blank=True, editable=False)
    stopped_at = models.DateTimeField(null=True, blank=True, editable=False)
    uid = models.CharField(max_length=255, blank=True, editable=False)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("planned by"))

    objects = VisitPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned visit")
        verbose_name_plural = _("planned visits")
        ordering = ("starts_on", "at", "pk")
        permissions = (("plan_for_team", "Can plan visits for her team"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(company__isnull=False) | ~Q(company_name=""), name="debrief_visitplan_has_company"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("starts_on")),
                name="debrief_visitplan_ends_after",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(condition=Q(every__range=(1, 12)), name="debrief_visitplan_every"),
            models.UniqueConstraint(
                fields=("rep", "uid", "starts_on", "at"),
                condition=~Q(uid=""),
                nulls_distinct=False,
                name="debrief_visitplan_event_once",
            ),
        )
        indexes = (models.Index(fields=("rep", "starts_on"), name="debrief_visitplan_rep"),)

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.company.name if self.company_id and self.company else self.company_name

    @property
    def rule(self) -> Rule:
        return Rule(
            rhythm=self.rhythm,
            every=self.every,
            starts_on=self.starts_on,
            until=self.until,
            skipped=frozenset(self.skipped),
        )

    @property
    def rank_label(self) -> str:
        """The first, second… such weekday of the month; a fifth one is the last."""
        return str(RANKS[rank_in_month(self.starts_on) - 1])

    def get_absolute_url(self) -> str:
        return reverse("debrief:tour_list") + f"?rep={self.rep_id}"


class Absence(TimeStamped):
    """Days away, from one to another, both included; why is not asked."""

    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="days_away", verbose_name=_("rep"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("noted by"))
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ("starts_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="debrief_absence_ends_after",
                violation_error_message=_("The last day comes before the first."),
            ),
        )
        indexes = (
            models.Index(
                fields=("rep", "starts_on", "ends_on"), name="debrief_absence_rep", condition=Q(cancelled_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.rep} · {self.starts_on:%Y-%m-%d} – {self.ends_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("debrief:tour_list") + f"?rep={self.rep_id}"
