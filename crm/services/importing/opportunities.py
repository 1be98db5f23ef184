"""Opportunities of a file, with their sellers, products and companies; closed ones keep their day and amount."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from core.imports.engine import CREATED, SKIP, UNCHANGED, UPDATED, Importer, Row, each
from core.imports.map import Field
from crm.choices import OpportunityState, Origin
from crm.models import Company, Opportunity
from crm.services.importing import taking_back
from crm.services.importing.cells import read_day, read_decimal
from crm.services.importing.deals import read_loss_reason, read_state
from crm.services.importing.lookups import Companies, People, Products
from crm.services.importing.writing import Writer
from crm.services.opportunities import lose_opportunity, win_opportunity
from crm.services.values import normal_value

FILLED = ("product", "margin", "opened_on", "expected_on")


class OpportunityImporter(Importer):
    kind = "opportunities"
    label = gettext_lazy("Opportunities")
    page = "crm:opportunity_list"
    fields = (
        Field(
            "external_ref", gettext_lazy("reference elsewhere"), ("opportunity_id", "opportunity id", "id", "reference")
        ),
        Field("name", gettext_lazy("name"), ("opportunity name", "nom", "affaire", "intitule")),
        Field(
            "company",
            gettext_lazy("company"),
            ("account", "account name", "accountid", "account id", "societe", "client"),
        ),
        Field(
            "owner",
            gettext_lazy("seller"),
            ("sales_agent", "sales agent", "commercial", "opportunity owner", "vendeur"),
        ),
        Field("product", gettext_lazy("product"), ("produit",)),
        Field(
            "state",
            gettext_lazy("state or stage"),
            ("deal_stage", "stage", "stagename", "etape", "etat", "statut"),
            required=True,
        ),
        Field("amount", gettext_lazy("amount"), ("close_value", "montant", "value", "valeur")),
        Field("margin", gettext_lazy("margin"), ("marge",)),
        Field(
            "opened_on",
            gettext_lazy("opened on"),
            ("engage_date", "engage date", "createddate", "created", "date d'ouverture"),
        ),
        Field("closed_on", gettext_lazy("closed on"), ("close_date", "close date", "closedate", "date de cloture")),
        Field("loss_reason", gettext_lazy("loss reason"), ("raison de perte", "lost reason")),
    )

    def read(self, row: Row) -> dict[str, Any]:
        state, stage = read_state(row["state"])
        amount, margin = read_decimal(row["amount"]), read_decimal(row["margin"])
        if amount is not None and not 0 <= amount < Decimal("1e10"):
            raise ValidationError(_("An amount is not negative, and below ten thousand million."))
        values = {
            "state": state, "stage": stage, "amount": amount or Decimal(0), "margin": margin,
            "opened_on": read_day(row["opened_on"]), "closed_on": read_day(row["closed_on"]), "expected_on": None,
            "external_ref": normal_value(Opportunity, "external_ref", row["external_ref"]),
            "loss_reason": read_loss_reason(row["loss_reason"]) if state == OpportunityState.LOST else "",
        }  # fmt: skip
        if row["name"]:
            values["name"] = normal_value(Opportunity, "name", row["name"])
        self._check(row, values, amount)
        return values

    def _check(self, row: Row, values: dict[str, Any], amount: Decimal | None) -> None:
        if values["state"] == OpportunityState.OPEN:
            values["expected_on"], values["closed_on"] = values["closed_on"], None
            return
        if not row["company"]:
            raise ValidationError(_("A closed deal has its company."))
        if values["closed_on"] is None:
            raise ValidationError(_("A closed deal has its day."))
        if values["closed_on"] > clock.local_day(self.now):
            raise ValidationError(_("A deal is not closed in the future."))
        if values["state"] == OpportunityState.WON and amount is None:
            raise ValidationError(_("A deal won has its amount."))
        if values["opened_on"] and values["opened_on"] > values["closed_on"]:
            values["opened_on"] = None  # the file's day of entry, not the deal's

    def bring(self, rows: list[Row]) -> None:
        self.companies = Companies(row["company"] for row in rows)
        self.people, self.products = People(self.by), Products()
        refs = [row.read["external_ref"] for row in rows if row.read["external_ref"]]
        known = Opportunity._base_manager.filter(external_ref__in=refs).select_related("company")
        self.known = {deal.external_ref: deal for deal in known}
        self.writer = Writer(Opportunity, by=self.by, now=self.now, fills=self.policy != SKIP)
        each(rows, self._enter)
        self.writer.write()

    def _enter(self, row: Row) -> None:
        values = dict(row.read)
        values["company"] = self.companies.get(row["company"]) if row["company"] else None
        values["product"] = self.products.get(row["product"]) if row["product"] else None
        known = self.known.get(values["external_ref"]) if values["external_ref"] else None
        if known is not None:
            row.record, row.fate = known, self._again(row, known, values)
            return
        owner = self.people.get(row["owner"]) if row["owner"] else self.by
        if owner is None:
            raise ValidationError(_("%(field)s is missing.") % {"field": _("seller")})
        values.setdefault("name", _name(values["product"], values["company"]))
        deal = Opportunity(owner=owner, origin=Origin.IMPORT, **values)
        self.writer.add(deal)
        if deal.external_ref:
            self.known[deal.external_ref] = deal
        row.fate, row.record = CREATED, deal

    def take_back(self, rows: Sequence[Any]) -> dict[int, str]:
        return taking_back.take_back(Opportunity, rows, by=self.by, now=self.now)

    def _again(self, row: Row, deal: Opportunity, values: dict[str, Any]) -> str:
        """A deal known by its reference: it may close, its empty fields are filled; what is closed stays."""
        if deal.pk is None:
            raise ValidationError(_("This reference stands twice in the file."))
        if deal.state != values["state"]:
            return UNCHANGED if self.policy == SKIP else self._close(deal, values)
        row.filled = self.writer.fill(deal, {name: values[name] for name in FILLED})
        if deal.state == OpportunityState.OPEN and deal.company is None and values["company"]:
            row.filled |= self.writer.fill(deal, {"company": values["company"]})
        return UPDATED if row.filled else UNCHANGED

    def _close(self, deal: Opportunity, values: dict[str, Any]) -> str:
        if deal.state != OpportunityState.OPEN:
            raise ValidationError(_("This deal is closed here in another way: reopen it first."))
        if self.by is None:
            raise ValidationError(_("Say who imports, to close a deal that is open here."))
        if deal.company is None:
            deal.company = values["company"]
            deal.save(update_fields=["company"])
        day = {"by": self.by, "closed_on": values["closed_on"], "now": self.now}
        if values["state"] == OpportunityState.WON:
            win_opportunity(deal, amount=values["amount"], margin=values["margin"], **day)
        else:
            lose_opportunity(deal, reason=values["loss_reason"], **day)
        return UPDATED


def _name(product: Any, company: Company | None) -> str:
    parts = [str(part) for part in (product, company) if part]
    return " · ".join(parts)[:200] or _("Deal without a name")
