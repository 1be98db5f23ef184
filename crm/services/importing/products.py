"""Products of a file, with their list price."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.imports.engine import CREATED, SKIP, UNCHANGED, UPDATED, Importer, Row, each
from core.imports.map import Field
from crm.models import Product
from crm.services.importing import taking_back
from crm.services.importing.cells import read_decimal, squash


class ProductImporter(Importer):
    kind = "products"
    label = gettext_lazy("Products")
    fields = (
        Field("name", gettext_lazy("name"), ("product", "produit", "nom"), required=True),
        Field("list_price", gettext_lazy("list price"), ("sales_price", "price", "prix", "tarif")),
        Field("series", gettext_lazy("series"), ("gamme", "serie", "family")),
    )

    def read(self, row: Row) -> dict[str, Any]:
        price = read_decimal(row["list_price"])
        if price is not None and price < 0:
            raise ValidationError(_("A price is not negative."))
        if len(row["name"]) > 120 or len(row["series"]) > 60:
            raise ValidationError(_("This name is too long."))
        return {"name": row["name"], "list_price": price, "series": row["series"]}

    def bring(self, rows: list[Row]) -> None:
        self.known = {squash(product.name): product for product in Product.objects.all()}
        self.new: list[Product] = []
        self.changed: list[Product] = []
        each(rows, self._enter)
        Product.objects.bulk_create(self.new)
        Product.objects.bulk_update(self.changed, ["list_price", "series"])

    def _enter(self, row: Row) -> None:
        price, series = row.read["list_price"], row.read["series"]
        product = self.known.get(squash(row.read["name"]))
        if product is None:
            product = Product(name=row.read["name"], list_price=price or Decimal(0), series=series)
            self.known[squash(product.name)] = product
            self.new.append(product)
            row.fate, row.record = CREATED, product
            return
        if self.policy == SKIP:
            row.fate = UNCHANGED
            return
        row.record = product
        wanted = (price if price is not None else product.list_price, series or product.series)
        row.fate = UNCHANGED if wanted == (product.list_price, product.series) else UPDATED
        product.list_price, product.series = wanted
        if row.fate == UPDATED and product.pk:
            self.changed.append(product)

    def take_back(self, rows: Sequence[Any]) -> dict[int, str]:
        return taking_back.take_back(Product, rows, by=self.by, now=self.now)
