"""RoutingRule: condition, target and rank, the first that matches decides; what each rep can take; past versions."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from leads.choices import TEAM_METHODS, RoutingMethod
from leads.querysets import RoutingRuleQuerySet


class RoutingRule(TimeStamped):
    rank = models.PositiveSmallIntegerField(_("rank"), default=50)
    name = models.CharField(_("name"), max_length=120)
    campaign = models.ForeignKey(
        "leads.Campaign", models.PROTECT, null=True, blank=True, related_name="routing_rules",
        verbose_name=_("campaign"),
    )  # fmt: skip
    territory = models.CharField(
        _("territory"), max_length=120, blank=True, help_text=_("Beginnings of postcodes, separated by commas: 67, 68.")
    )
    sector = models.CharField(_("sector"), max_length=80, blank=True)
    min_employees = models.PositiveIntegerField(_("employees, at least"), null=True, blank=True)
    max_employees = models.PositiveIntegerField(_("employees, at most"), null=True, blank=True)
    method = models.CharField(_("method"), max_length=20, choices=RoutingMethod, default=RoutingMethod.ROUND_ROBIN)
    team = models.ForeignKey(
        "accounts.Team", models.PROTECT, null=True, blank=True, related_name="routing_rules", verbose_name=_("team")
    )
    rep = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("rep")
    )
    active = models.BooleanField(_("active"), default=True)

    objects = RoutingRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")
        ordering = ("rank", "pk")
        permissions = [("manage_routing", _("Can write the routing rules and the reasons"))]
        constraints = [
            models.CheckConstraint(
                condition=~Q(method=RoutingMethod.REP) | Q(rep__isnull=False),
                name="leads_rule_rep",
                violation_error_message=_("Choose the rep who receives the leads."),
            ),
            models.CheckConstraint(
                condition=~Q(method__in=TEAM_METHODS) | Q(team__isnull=False),
                name="leads_rule_team",
                violation_error_message=_("Choose the team that shares the leads."),
            ),
            models.CheckConstraint(
                condition=Q(min_employees__isnull=True)
                | Q(max_employees__isnull=True)
                | Q(max_employees__gte=F("min_employees")),
                name="leads_rule_size",
                violation_error_message=_("The largest size must not be below the smallest."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LeadCapacity(TimeStamped):
    """What one rep can take; without a row the usual weight and no limit hold."""

    rep = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="lead_capacity", verbose_name=_("rep")
    )
    open_leads = models.PositiveSmallIntegerField(
        _("open leads, at most"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("Weighs the sharing; beyond, this person receives nothing. Empty: no limit."),
    )  # fmt: skip
    daily_quota = models.PositiveSmallIntegerField(
        _("new leads a day, at most"), null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1000)], help_text=_("Empty: no limit. 0: none for now."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("capacity of a rep")
        verbose_name_plural = _("capacities of reps")
        ordering = ("rep",)

    def __str__(self) -> str:
        return str(self.rep)


class RoutingVersion(models.Model):
    """The rules as they stood after a change: numbered, dated, signed."""

    number = models.PositiveIntegerField(_("version"), unique=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    rules = models.JSONField(_("rules"), default=list)

    class Meta:
        verbose_name = _("version of the routing rules")
        verbose_name_plural = _("versions of the routing rules")
        ordering = ("-number",)

    def __str__(self) -> str:
        return str(self.number)
