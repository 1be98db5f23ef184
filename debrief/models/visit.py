"""Visit: a stop of the day, and the people met there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.addresses import row_url
from core.models import TimeStamped
from crm.choices import HowAcquired
from debrief.choices import NextStep, UndoneReason, VisitKind, VisitResult, VisitState, said
from debrief.models.debrief import Debrief
from debrief.querysets import VisitQuerySet
from leads.choices import Interest


class Visit(TimeStamped):
    debrief = models.ForeignKey(Debrief, models.PROTECT, related_name="visits")
    position = models.PositiveSmallIntegerField(default=0)
    company = models.ForeignKey("crm.Company", models.PROTECT, null=True, blank=True, related_name="visits")
    company_name = models.CharField(_("company"), max_length=200, blank=True)
    kind = models.CharField(_("type"), max_length=8, choices=VisitKind, default=VisitKind.VISIT)
    state = models.CharField(_("state"), max_length=10, choices=VisitState, default=VisitState.PLANNED)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    nobody_met = models.BooleanField(_("nobody met"), default=False)
    plan_key = models.CharField(max_length=40, blank=True, editable=False)
    planned_at = models.TimeField(_("time"), null=True, blank=True)
    lead = models.ForeignKey("leads.Lead", models.PROTECT, null=True, blank=True, related_name="visits")
    opportunity = models.ForeignKey("crm.Opportunity", models.PROTECT, null=True, blank=True, related_name="visits")
    result = models.CharField(_("outcome"), max_length=10, choices=VisitResult, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    interest = models.CharField(_("interest"), max_length=6, choices=Interest, blank=True)
    confirmed = models.JSONField(_("confirmed today"), default=list, blank=True)
    next_step = models.CharField(_("next step"), max_length=8, choices=NextStep, blank=True)
    next_step_on = models.DateField(_("when"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=500, blank=True)
    note_read = models.BooleanField(_("proposals of the note seen"), default=False)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ("debrief", "position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=("cancelled", "no_show", "incident")) | ~Q(reason=""),
                name="debrief_visit_not_done_has_reason",
                violation_error_message=_("Say why the visit did not take place."),
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="debrief_visit_amount_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(company__isnull=False) | ~Q(company_name=""), name="debrief_visit_has_company"
            ),
        )
        indexes = (models.Index(fields=("company", "-done_at"), name="debrief_visit_company"),)

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.company.name if self.company_id and self.company else self.company_name

    @property
    def reason_text(self) -> str:
        return said(UndoneReason, self.reason)

    def get_absolute_url(self) -> str:
        return row_url("debrief:visit_edit", self.pk)


class VisitContact(models.Model):
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="met")
    contact = models.ForeignKey("crm.Contact", models.PROTECT, null=True, blank=True, related_name="met_in")
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    role = models.CharField(_("job title"), max_length=120, blank=True)
    how_acquired = models.CharField(_("how obtained"), max_length=10, choices=HowAcquired, default=HowAcquired.MET)
    told_source = models.BooleanField(_("told where the data come from"), default=False)

    class Meta:
        verbose_name = _("person met")
        verbose_name_plural = _("people met")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(contact__isnull=False) | ~Q(name=""), name="debrief_visitcontact_is_somebody"
            ),
            models.UniqueConstraint(fields=("visit", "contact"), name="debrief_visitcontact_once"),
        )

    def __str__(self) -> str:
        return self.contact.name if self.contact_id and self.contact else self.name
