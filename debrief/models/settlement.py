"""Settlement: a contradiction that a reviewer settled, with the verdicts it gave, so that it is undone whole."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.querysets import ScopedQuerySet
from debrief.choices import CompanyField
from debrief.models.finding import Finding
from debrief.models.verdict import Verdict

UNDO_HOURS = 24
PERSON = "contact"


class SettlementQuerySet(ScopedQuerySet):
    floor = "debrief"
    owner = "company__owner"
    team = "company__owner__team"

    def undoable(self, user: object, now: datetime) -> "SettlementQuerySet":
        """This reviewer's own of the last day that still stand."""
        since = now - timedelta(hours=UNDO_HOURS)
        return self.filter(settled_by=user, undone_at=None, settled_at__gte=since)  # type: ignore[misc]


class Settlement(models.Model):
    company = models.ForeignKey(
        "crm.Company", models.PROTECT, related_name="settlements", verbose_name=_("company")
    )  # fmt: skip
    subject = models.CharField(_("about"), max_length=40, choices=[(PERSON, _("Person")), *CompanyField.choices])
    standing = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="settlements", verbose_name=_("what stands")
    )
    verdicts = models.ManyToManyField(Verdict, related_name="settlements", verbose_name=_("verdicts"))
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="settlements", verbose_name=_("settled by")
    )
    settled_at = models.DateTimeField(_("settled at"))
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = SettlementQuerySet.as_manager()

    class Meta:
        verbose_name = _("settled contradiction")
        verbose_name_plural = _("settled contradictions")
        ordering = ("-settled_at", "-pk")
        indexes = (models.Index(fields=("settled_by", "-settled_at"), name="debrief_settlement_recent"),)

    def __str__(self) -> str:
        return f"{self.company} · {self.get_subject_display()}"
