"""Product: what is sold, with its list price."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from crm.querysets import ProductQuerySet


class Product(models.Model):
    name = models.CharField(_("name"), max_length=120)
    list_price = models.DecimalField(
        _("list price"), max_digits=12, decimal_places=2, default=Decimal("0.00"), validators=[MinValueValidator(0)]
    )
    series = models.CharField(_("series"), max_length=60, blank=True)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), name="crm_product_once", violation_error_message=_("This product already exists.")
            ),
            models.CheckConstraint(condition=models.Q(list_price__gte=0), name="crm_product_price"),
        ]

    def __str__(self) -> str:
        return self.name
