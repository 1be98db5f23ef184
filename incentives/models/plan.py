"""Plan, its versions (frozen once published, in force on [starts_on, ends_on)) and their components."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from core.addresses import row_url
from core.models import TimeStamped
from incentives.choices import Rule, VersionState
from incentives.querysets import PlanQuerySet, VersionQuerySet


class DateRange(Func):
    """daterange(starts_on, ends_on): the first day counts, the last does not, no end is for ever."""

    function = "daterange"
    output_field = DateRangeField()


class Plan(TimeStamped):
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=Role)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["name"]
        permissions = [("manage_plans", "Can draft, publish and assign plans")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_url("incentives:plan_detail", self.pk)


class PlanVersion(TimeStamped):
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions", verbose_name=_("plan"))
    number = models.PositiveSmallIntegerField(_("number"))
    starts_on = models.DateField(_("in force from"))
    ends_on = models.DateField(_("until (not included)"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=VersionState, default=VersionState.DRAFT)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    parameters = models.JSONField(_("parameters"), default=dict)
    sha = models.CharField(_("fingerprint"), max_length=64, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan version")
        verbose_name_plural = _("plan versions")
        ordering = ["plan", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="incentives_version_number_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="incentives_version_dates_in_order",
                violation_error_message=_("A version ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.PUBLISHED, published_at__isnull=False)
                | Q(state=VersionState.DRAFT, published_at__isnull=True),
                name="incentives_version_published_has_date",
            ),
            ExclusionConstraint(
                name="incentives_version_no_overlap",
                expressions=[
                    ("plan", RangeOperators.EQUAL),
                    (DateRange(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                condition=Q(state=VersionState.PUBLISHED),
                violation_error_message=_("Another published version is in force on some of these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} v{self.number}"

    @property
    def is_published(self) -> bool:
        return self.state == VersionState.PUBLISHED


class Component(TimeStamped):
    version = models.ForeignKey(
        PlanVersion, on_delete=models.PROTECT, related_name="components", verbose_name=_("version")
    )
    code = models.CharField(_("code"), max_length=60)
    rule = models.CharField(_("rule"), max_length=10, choices=Rule)
    kind = models.CharField(_("finding kind"), max_length=20, blank=True)
    topic = models.CharField(_("topic"), max_length=20, blank=True)
    points = models.PositiveIntegerField(_("points"))

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("component")
        verbose_name_plural = _("components")
        ordering = ["version", "rule", "-points", "code"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="incentives_component_code_once"),
            models.UniqueConstraint(
                fields=["version", "rule", "kind", "topic"], name="incentives_component_price_once"
            ),
            models.CheckConstraint(
                condition=(Q(rule=Rule.FINDING) & ~Q(kind="")) | (~Q(rule=Rule.FINDING) & Q(kind="", topic="")),
                name="incentives_component_kind_for_findings",
                violation_error_message=_("Only a component for findings has a kind, and it must have one."),
            ),
        ]

    def __str__(self) -> str:
        return self.code
