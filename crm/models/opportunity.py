"""Opportunity: a deal with its company, owner, amount, stage and state; and the people who take part in it."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.addresses import row_url
from core.models import TimeStamped
from crm.choices import BuyingRole, LossReason, OpportunityState, Origin, Stage
from crm.models.company import Company
from crm.models.contact import Contact
from crm.models.product import Product
from crm.querysets import OpportunityQuerySet

CLOSED = Q(state__in=[OpportunityState.WON, OpportunityState.LOST])


class Opportunity(TimeStamped):
    name = models.CharField(_("name"), max_length=200)
    company = models.ForeignKey(
        Company, models.PROTECT, null=True, blank=True, related_name="opportunities", verbose_name=_("company")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="opportunities", verbose_name=_("owner")
    )
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="opportunities", verbose_name=_("product")
    )
    contacts = models.ManyToManyField(
        Contact, through="crm.OpportunityContact", related_name="opportunities", verbose_name=_("contacts")
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.PROSPECTING)
    state = models.CharField(_("state"), max_length=10, choices=OpportunityState, default=OpportunityState.OPEN)
    amount = models.DecimalField(
        _("amount"), max_digits=12, decimal_places=2, default=Decimal("0.00"), validators=[MinValueValidator(0)]
    )
    margin = models.DecimalField(_("margin"), max_digits=12, decimal_places=2, null=True, blank=True)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.OWN)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    expected_on = models.DateField(_("expected on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    loss_reason = models.CharField(_("loss reason"), max_length=20, choices=LossReason, blank=True)
    external_ref = models.CharField(_("reference elsewhere"), max_length=120, blank=True)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="crm_opportunity_amount",
                violation_error_message=_("An amount is not negative."),
            ),
            models.CheckConstraint(
                condition=(CLOSED & Q(closed_on__isnull=False)) | (~CLOSED & Q(closed_on__isnull=True)),
                name="crm_opportunity_closed",
                violation_error_message=_("A closed deal has its date, an open one has none."),
            ),
            models.CheckConstraint(
                condition=~CLOSED | Q(company__isnull=False),
                name="crm_opportunity_buyer",
                violation_error_message=_("A closed deal has its company."),
            ),
            models.CheckConstraint(
                condition=(Q(state=OpportunityState.LOST) & ~Q(loss_reason=""))
                | (~Q(state=OpportunityState.LOST) & Q(loss_reason="")),
                name="crm_opportunity_lost",
                violation_error_message=_("A lost deal says why, another one does not."),
            ),
            models.UniqueConstraint(
                fields=["external_ref"],
                condition=~Q(external_ref=""),
                name="crm_opportunity_external_once",
                violation_error_message=_("Another opportunity has this reference."),
            ),
        ]
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="crm_opportunity_recent"),
            models.Index(fields=["state", "closed_on"], name="crm_opportunity_state"),
            models.Index(fields=["owner", "state", "closed_on"], name="crm_opportunity_owner"),
            models.Index(fields=["company", "-opened_on"], name="crm_opportunity_company"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_url("crm:opportunity_detail", self.pk)


class OpportunityContact(models.Model):
    opportunity = models.ForeignKey(
        Opportunity, models.CASCADE, related_name="participants", verbose_name=_("opportunity")
    )
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="participations", verbose_name=_("contact"))
    buying_role = models.CharField(_("role in the purchase"), max_length=20, choices=BuyingRole, blank=True)

    class Meta:
        verbose_name = _("person in a deal")
        verbose_name_plural = _("people in deals")
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "contact"],
                name="crm_opportunitycontact_once",
                violation_error_message=_("This person already takes part in the deal."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.opportunity_id} · {self.contact_id}"
