"""Contact: a person at a company, how acquired, on what basis, and the last contact that came from the person."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.addresses import row_url
from core.models import TimeStamped
from crm.choices import Basis, BuyingRole, HowAcquired
from crm.models.company import Company
from crm.querysets import ContactQuerySet
from crm.rules.notice import told_at_collection

FOLDED_NAME = Func("name", function="core_fold", output_field=models.TextField())


class Contact(TimeStamped):
    company = models.ForeignKey(Company, models.PROTECT, related_name="contacts", verbose_name=_("company"))
    name = models.CharField(_("name"), max_length=160)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    role = models.CharField(_("job title"), max_length=120, blank=True)
    buying_role = models.CharField(_("role in the purchase"), max_length=20, choices=BuyingRole, blank=True)
    how_acquired = models.CharField(_("how acquired"), max_length=20, choices=HowAcquired)
    acquired_on = models.DateField(_("acquired on"))
    told_source = models.BooleanField(_("told where the data come from"), default=False)
    basis = models.CharField(_("legal basis"), max_length=20, choices=Basis, default=Basis.LEGITIMATE_INTEREST)
    language = models.CharField(_("language"), max_length=5, default="fr")
    email_opt_out = models.BooleanField(_("no e-mail"), default=False)
    phone_opt_out = models.BooleanField(_("no calls"), default=False)
    objected_at = models.DateTimeField(_("objected at"), null=True, blank=True)
    last_inbound_at = models.DateTimeField(_("last contact coming from the person"), null=True, blank=True)
    notice_due_on = models.DateField(_("to be informed before"), null=True, blank=True)
    notice_sent_at = models.DateTimeField(_("informed at"), null=True, blank=True)
    anonymised_at = models.DateTimeField(_("made anonymous at"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    surname_key = models.CharField(max_length=160, blank=True, editable=False)
    phonetic_key = models.CharField(max_length=60, blank=True, editable=False)
    search_document = models.TextField(blank=True, editable=False)
    external_ref = models.CharField(_("reference elsewhere"), max_length=120, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["name", "pk"]
        permissions = [("erase_contact", _("Can erase a person"))]
        constraints = [
            models.UniqueConstraint(
                fields=["external_ref"],
                condition=~Q(external_ref=""),
                name="crm_contact_external_once",
                violation_error_message=_("Another contact has this reference."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="crm_contact_named"),
        ]
        indexes = [
            models.Index(fields=["name", "id"], name="crm_contact_name"),
            models.Index(fields=["company", "name", "id"], name="crm_contact_company"),
            models.Index(Lower("email"), condition=~Q(email=""), name="crm_contact_email"),
            models.Index(fields=["phone"], condition=~Q(phone=""), name="crm_contact_phone"),
            models.Index(fields=["surname_key"], name="crm_contact_surname"),
            models.Index(fields=["phonetic_key"], condition=~Q(phonetic_key=""), name="crm_contact_phonetic"),
            models.Index(FOLDED_NAME, "id", condition=Q(merged_into=None), name="crm_contact_folded"),
            models.Index(fields=["-updated_at", "-id"], name="crm_contact_recent"),
            GinIndex(fields=["search_document"], opclasses=["gin_trgm_ops"], name="crm_contact_search"),
        ]

    @property
    def told_at_collection(self) -> bool:
        """She gave her data herself and was told there and then where they go."""
        return told_at_collection(self.how_acquired, self.told_source)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_url("crm:contact_detail", self.pk)
