"""Companies of a file: found by reference, SIRET or name; empty fields are filled, filled ones stay."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.imports.engine import CREATED, SKIP, UNCHANGED, UPDATED, Importer, Row, each
from core.imports.map import Field
from crm.models import Company
from crm.rules import matching
from crm.services import documents
from crm.services.importing import taking_back
from crm.services.importing.cells import read_decimal, read_int, region_of
from crm.services.importing.lookups import Companies, People
from crm.services.importing.writing import Writer
from crm.services.values import normal_value

TEXTS = ("sector", "segment", "address", "postcode", "city", "country", "website", "parent_name", "external_ref")


class CompanyImporter(Importer):
    kind = "companies"
    label = gettext_lazy("Companies")
    page = "crm:company_list"
    fields = (
        Field(
            "name",
            gettext_lazy("name"),
            ("account", "account name", "company", "societe", "raison sociale", "nom"),
            required=True,
        ),
        Field(
            "external_ref", gettext_lazy("reference elsewhere"), ("id", "account id", "reference", "ref", "identifiant")
        ),
        Field("siren", gettext_lazy("SIREN"), ("numero siren",)),
        Field("siret", gettext_lazy("SIRET"), ("numero siret",)),
        Field("sector", gettext_lazy("sector"), ("industry", "secteur", "activite", "secteur d'activite")),
        Field("segment", gettext_lazy("segment"), ("categorie",)),
        Field(
            "employees", gettext_lazy("employees"), ("numberofemployees", "number of employees", "effectif", "salaries")
        ),
        Field(
            "revenue", gettext_lazy("yearly revenue"), ("annualrevenue", "annual revenue", "chiffre d'affaires", "ca")
        ),
        Field("address", gettext_lazy("address"), ("billingstreet", "street", "adresse", "rue")),
        Field("postcode", gettext_lazy("postcode"), ("billingpostalcode", "postal code", "zip", "code postal", "cp")),
        Field("city", gettext_lazy("town"), ("billingcity", "city", "ville", "commune")),
        Field("country", gettext_lazy("country"), ("billingcountry", "office_location", "office location", "pays")),
        Field("phone", gettext_lazy("phone"), ("telephone", "tel")),
        Field("website", gettext_lazy("web site"), ("website", "site web", "url", "site")),
        Field("parent_name", gettext_lazy("belongs to"), ("subsidiary_of", "parent", "parent account", "maison mere")),
        Field("owner", gettext_lazy("owner"), ("account owner", "sales_agent", "commercial", "proprietaire")),
    )

    def read(self, row: Row) -> dict[str, Any]:
        values: dict[str, Any] = {name: row[name] for name in ("name", *TEXTS)}
        if row["phone"]:
            values["phone"] = matching.normal_phone(row["phone"], region_of(row["country"])) or row["phone"]
        values["employees"] = read_int(row["employees"])
        values["revenue"] = read_decimal(row["revenue"])
        values["siret"], values["siren"] = row["siret"], row["siren"]
        clean = {name: normal_value(Company, name, value) for name, value in values.items() if value not in ("", None)}
        if clean.get("siret") and not clean.get("siren"):
            clean["siren"] = clean["siret"][:9]
        return clean

    def bring(self, rows: list[Row]) -> None:
        names = {
            text
            for row in rows
            for text in (row.read["name"], row.read.get("external_ref"), row.read.get("siret"))
            if text
        }
        self.known = Companies(names)
        self.people = People(self.by) if any(row["owner"] for row in rows) else None
        self.writer = Writer(Company, by=self.by, now=self.now, fills=self.policy != SKIP)
        each(rows, self._enter)
        self.writer.write(derived=("name_key", "domain"))
        documents.index_companies(Company.objects.filter(pk__in=self.writer.keys))

    def _enter(self, row: Row) -> None:
        values = row.read
        owner = self.people.get(row["owner"]) if self.people and row["owner"] else None
        found = self._find(values)
        if found is None:
            company = Company(owner=owner, **values)
            documents.set_company_keys(company)
            self.writer.add(company)
            self.known.keep(company)
            row.fate, row.record = CREATED, company
            return
        row.record, row.filled = found, self.writer.fill(found, {**values, "owner": owner})
        documents.set_company_keys(found)
        row.fate = UPDATED if row.filled else UNCHANGED

    def take_back(self, rows: Sequence[Any]) -> dict[int, str]:
        return taking_back.take_back(Company, rows, by=self.by, now=self.now)

    def _find(self, values: dict[str, Any]) -> Company | None:
        """By reference, by SIRET, else by name; a company known elsewhere under another reference is another one."""
        ref = values.get("external_ref", "")
        for key in (ref, values.get("siret", "")):
            if key and (found := self.known.by_ref.get(key)):
                return found
        named = [one for one in self.known.named(values["name"]) if not (ref and one.external_ref)]
        if city := values.get("city"):
            named = [one for one in named if not one.city or matching.fold(one.city) == matching.fold(city)]
        if len(named) > 1:
            raise ValidationError(
                _("Several companies are called “%(name)s”: give a reference.") % {"name": values["name"]}
            )
        return named[0] if named else None
