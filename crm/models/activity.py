"""Activity: a visit, call, e-mail or note with a company."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from crm.choices import ActivityKind
from crm.models.company import Company
from crm.models.contact import Contact
from crm.models.opportunity import Opportunity
from crm.querysets import ActivityQuerySet


class Activity(TimeStamped):
    company = models.ForeignKey(Company, models.PROTECT, related_name="activities", verbose_name=_("company"))
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("contact")
    )
    opportunity = models.ForeignKey(
        Opportunity, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("opportunity")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ActivityKind)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="activities", verbose_name=_("by"))
    text = models.TextField(_("text"), max_length=2000, blank=True)
    external_key = models.CharField(max_length=120, null=True, blank=True, unique=True)  # noqa: DJ001

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["company", "-at", "-id"], name="crm_activity_company"),
            models.Index(fields=["-at", "-id"], name="crm_activity_recent"),
            models.Index(fields=["by", "-at"], name="crm_activity_by"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.company_id}"
