"""Fact: what was learnt about a company's market, until when it holds, who had it from whom."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from crm.choices import FactTopic, HowKnown
from crm.models.company import Company
from crm.models.contact import Contact
from crm.querysets import FactQuerySet


class Fact(TimeStamped):
    company = models.ForeignKey(Company, models.PROTECT, related_name="facts", verbose_name=_("company"))
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="facts", verbose_name=_("contact")
    )
    topic = models.CharField(_("topic"), max_length=12, choices=FactTopic)
    value = models.CharField(_("what was learnt"), max_length=500)
    normal_form = models.CharField(max_length=500, blank=True, editable=False)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    on_date = models.DateField(_("date"), null=True, blank=True)
    how_known = models.CharField(_("how known"), max_length=6, choices=HowKnown)
    said_by = models.CharField(_("said by"), max_length=160, blank=True)
    heard_from = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("heard by")
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    confirmed_at = models.DateTimeField(_("confirmed at"))
    expires_on = models.DateField(_("holds until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ["-confirmed_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(value=""), name="crm_fact_said")]
        indexes = [
            models.Index(
                fields=["company", "topic", "-confirmed_at"],
                condition=models.Q(withdrawn_at=None),
                name="crm_fact_company",
            ),
            models.Index(fields=["topic", "-confirmed_at"], name="crm_fact_topic"),
        ]

    def __str__(self) -> str:
        return self.value
