"""Company: a customer or a prospect organisation, with its owner."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.addresses import row_url
from core.models import TimeStamped
from crm.querysets import CompanyQuerySet


class Company(TimeStamped):
    name = models.CharField(_("name"), max_length=200)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)
    sector = models.CharField(_("sector"), max_length=120, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    revenue = models.DecimalField(
        _("yearly revenue"), max_digits=16, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    address = models.CharField(_("address"), max_length=250, blank=True)
    city = models.CharField(_("town"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    country = models.CharField(_("country"), max_length=80, blank=True)
    segment = models.CharField(_("segment"), max_length=60, blank=True)
    website = models.CharField(_("web site"), max_length=250, blank=True)
    domain = models.CharField(_("domain"), max_length=253, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    parent_name = models.CharField(_("belongs to"), max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="companies",
        verbose_name=_("owner"),
    )
    name_key = models.CharField(max_length=200, blank=True, editable=False)
    search_document = models.TextField(blank=True, editable=False)
    external_ref = models.CharField(_("reference elsewhere"), max_length=120, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["name", "pk"]
        permissions = [("merge_records", _("Can merge companies and contacts"))]
        constraints = [
            models.UniqueConstraint(
                fields=["external_ref"],
                condition=~Q(external_ref=""),
                name="crm_company_external_once",
                violation_error_message=_("Another company has this reference."),
            ),
            models.UniqueConstraint(
                fields=["siret"],
                condition=~Q(siret="") & Q(merged_into=None),
                name="crm_company_siret_once",
                violation_error_message=_("Another company has this SIRET."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="crm_company_named"),
            models.CheckConstraint(
                condition=Q(revenue__isnull=True) | Q(revenue__gte=0),
                name="crm_company_revenue",
                violation_error_message=_("A revenue is not negative."),
            ),
        ]
        indexes = [
            models.Index(fields=["name", "id"], name="crm_company_name"),
            models.Index(fields=["owner", "name", "id"], name="crm_company_owner"),
            models.Index(fields=["name_key"], name="crm_company_key"),
            models.Index(fields=["siren"], condition=~Q(siren=""), name="crm_company_siren"),
            models.Index(fields=["domain"], condition=~Q(domain=""), name="crm_company_domain"),
            models.Index(fields=["phone"], condition=~Q(phone=""), name="crm_company_phone"),
            models.Index(fields=["-updated_at", "-id"], name="crm_company_recent"),
            GinIndex(fields=["search_document"], opclasses=["gin_trgm_ops"], name="crm_company_search"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_url("crm:company_detail", self.pk)
