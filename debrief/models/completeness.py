"""How complete and how fresh company records are: what is expected, each company's last measure, each day's sums."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from debrief.choices import RecordPart
from debrief.querysets import RecordHealthQuerySet


class ExpectedPart(models.Model):
    """What operations expect of the records of a segment (of all of them when it is empty), over the defaults."""

    segment = models.CharField(_("segment"), max_length=60, blank=True)
    part = models.CharField(_("field"), max_length=20, choices=RecordPart)
    weight = models.PositiveSmallIntegerField(_("weight"), validators=[MaxValueValidator(100)])
    fresh_days = models.PositiveSmallIntegerField(
        _("fresh for, in days"), validators=[MinValueValidator(1), MaxValueValidator(3650)]
    )

    class Meta:
        verbose_name = _("expected field")
        verbose_name_plural = _("expected fields")
        ordering = ("segment", "part")
        permissions = (
            ("view_completeness", "Can read how complete records are"),
            ("manage_completeness", "Can set what is expected of records"),
        )
        constraints = (models.UniqueConstraint(fields=("segment", "part"), name="debrief_expectedpart_once"),)

    def __str__(self) -> str:
        return f"{self.segment} · {self.get_part_display()}"


class RecordHealth(models.Model):
    company = models.OneToOneField(
        "crm.Company", models.CASCADE, primary_key=True, related_name="+", verbose_name=_("company")
    )
    expected = models.PositiveIntegerField(_("expected weight"))
    filled = models.PositiveIntegerField(_("filled weight"))
    known = models.PositiveSmallIntegerField(_("filled fields"))
    fresh = models.PositiveSmallIntegerField(_("fresh fields"))
    missing = models.CharField(_("missing"), max_length=200, blank=True)
    stale = models.CharField(_("to confirm"), max_length=200, blank=True)
    share = models.DecimalField(_("completeness"), max_digits=5, decimal_places=4)
    measured_on = models.DateField(_("measured on"))

    objects = RecordHealthQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of a record")
        verbose_name_plural = _("states of records")
        ordering = ("share", "company")
        indexes = (models.Index(fields=("share", "company"), name="debrief_recordhealth_share"),)

    def __str__(self) -> str:
        return f"{self.company_id}"

    @property
    def freshness(self) -> Decimal | None:
        return Decimal(self.fresh) / self.known if self.known else None

    @property
    def missing_labels(self) -> list[str]:
        return _labels(self.missing)

    @property
    def stale_labels(self) -> list[str]:
        return _labels(self.stale)


def _labels(codes: str) -> list[str]:
    names: dict[str, Any] = dict(RecordPart.choices)
    return [str(names[code]) for code in codes.split(",") if code in names]


class RecordHealthDay(models.Model):
    day = models.DateField(_("day"))
    team = models.ForeignKey("accounts.Team", models.PROTECT, null=True, blank=True, related_name="+")
    segment = models.CharField(_("segment"), max_length=60, blank=True)
    companies = models.PositiveIntegerField()
    expected = models.PositiveBigIntegerField()
    filled = models.PositiveBigIntegerField()
    known = models.PositiveBigIntegerField()
    fresh = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("records of a day")
        verbose_name_plural = _("records by day")
        default_permissions = ()
        ordering = ("-day", "team", "segment")
        constraints = (
            models.UniqueConstraint(
                fields=("day", "team", "segment"), nulls_distinct=False, name="debrief_recordhealthday_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class RecordWork(models.Model):
    """Who filled, corrected and confirmed fields of records on a day."""

    day = models.DateField(_("day"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="record_work")
    filled = models.PositiveIntegerField(default=0)
    corrected = models.PositiveIntegerField(default=0)
    confirmed = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("work on records")
        verbose_name_plural = _("work on records")
        default_permissions = ()
        ordering = ("-day", "person")
        constraints = (models.UniqueConstraint(fields=("day", "person"), name="debrief_recordwork_once"),)

    def __str__(self) -> str:
        return f"{self.person} · {self.day:%Y-%m-%d}"
