"""Contacts of a file: found by e-mail, mobile or name at the company; whoever objected is refused."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from core.imports.engine import CREATED, SKIP, UNCHANGED, UPDATED, Importer, Row, each
from core.imports.map import Field
from crm.choices import BuyingRole, HowAcquired
from crm.models import Company, Contact
from crm.rules import matching
from crm.services import documents
from crm.services.contacts import notice_day
from crm.services.importing import taking_back
from crm.services.importing.cells import read_day, region_of
from crm.services.importing.lookups import Companies
from crm.services.importing.writing import Writer
from crm.services.suppressions import fingerprints, suppressed
from crm.services.values import normal_value


class ContactImporter(Importer):
    kind = "contacts"
    label = gettext_lazy("Contacts")
    page = "crm:contact_list"
    fields = (
        Field(
            "company",
            gettext_lazy("company"),
            (
                "societe",
                "entreprise",
                "organization",
                "account",
                "account id",
                "organisation",
                "company name",
                "organization 1 name",
                "employeur",
                "raison sociale",
            ),
        ),
        Field("first_name", gettext_lazy("first name"), ("prenom", "given name", "firstname", "prenoms")),
        Field(
            "last_name",
            gettext_lazy("last name"),
            ("nom", "nom de famille", "family name", "lastname", "surname", "nom d'usage", "patronyme"),
        ),
        Field("name", gettext_lazy("name"), ("nom complet", "full name", "display name", "contact", "nom et prenom")),
        Field(
            "email",
            gettext_lazy("e-mail"),
            (
                "email",
                "mail",
                "courriel",
                "e-mail address",
                "primary email",
                "e-mail 1 value",
                "email work",
                "email address",
                "adresse e-mail",
                "adresse mail",
                "e-mail work",
                "work email",
                "secondary email",
                "email home",
            ),
        ),
        Field(
            "phone",
            gettext_lazy("phone"),
            (
                "mobile",
                "telephone",
                "portable",
                "mobile number",
                "mobile phone",
                "telephone mobile",
                "tel portable",
                "work phone",
                "business phone",
                "home mobile",
                "primary phone",
                "phone 1 value",
                "telephone fixe",
                "tel",
                "home phone",
            ),
        ),
        Field(
            "role",
            gettext_lazy("job title"),
            ("fonction", "poste", "job title", "role", "organization 1 title", "intitule du poste", "title", "titre"),
        ),
        Field(
            "buying_role", gettext_lazy("role in the purchase"), ("role d'achat",), choices=tuple(BuyingRole.choices)
        ),
        Field(
            "how_acquired",
            gettext_lazy("how acquired"),
            ("origine", "source", "lead source"),
            choices=tuple(HowAcquired.choices),
        ),
        Field("acquired_on", gettext_lazy("acquired on"), ("date", "created", "createddate", "date de saisie")),
        Field("external_ref", gettext_lazy("reference elsewhere"), ("id", "contact id", "reference")),
        Field(
            "country",
            gettext_lazy("country"),
            ("pays", "mailingcountry", "work country", "business country", "address 1 country", "home country"),
        ),
    )

    def read(self, row: Row) -> dict[str, Any]:
        name = row["name"] or " ".join(part for part in (row["first_name"], row["last_name"]) if part)
        if "@" in name:
            name = ""  # an address book that knows only the address
        if not name:
            raise ValidationError(_("%(field)s is missing.") % {"field": _("name")})
        if not row["company"] and not matching.email_domain(row["email"]):
            raise ValidationError(_("%(field)s is missing.") % {"field": _("company")})
        phone = matching.normal_phone(row["phone"], region_of(row["country"])) or row["phone"]
        values = {
            "name": name,
            "email": row["email"],
            "phone": phone,
            "role": row["role"],
            "external_ref": row["external_ref"],
            "buying_role": _choice(row["buying_role"], BuyingRole),
            "how_acquired": _choice(row["how_acquired"], HowAcquired),
        }
        clean = {key: normal_value(Contact, key, value) for key, value in values.items() if value}
        clean.setdefault("how_acquired", HowAcquired.IMPORT)
        clean["acquired_on"] = read_day(row["acquired_on"]) or clock.local_day(self.now)
        return clean

    def bring(self, rows: list[Row]) -> None:
        self.companies = Companies((row["company"] for row in rows), (_domain(row) for row in rows))
        self._load(rows)
        self.writer = Writer(Contact, by=self.by, now=self.now, fills=self.policy != SKIP)
        each(rows, self._enter)
        self.writer.write(derived=("surname_key", "phonetic_key"))
        documents.index_contacts(Contact.objects.filter(pk__in=self.writer.keys))

    def _load(self, rows: list[Row]) -> None:
        """Those already known, and those who may not be recorded, in two queries."""
        read = [row.read for row in rows]
        emails = {values["email"] for values in read if values.get("email")}
        phones = {values["phone"] for values in read if values.get("phone")}
        refs = {values["external_ref"] for values in read if values.get("external_ref")}
        keys = {matching.surname_key(values["name"]) for values in read}
        known = Contact.objects.live().annotate(mail=Lower("email")).filter(
            Q(mail__in=emails) | Q(phone__in=phones) | Q(external_ref__in=refs) | Q(surname_key__in=keys)
        )  # fmt: skip
        self.by_key: dict[Any, Contact] = {}
        for contact in known.order_by("-pk").iterator():
            self._keep(contact)
        prints = {print_ for v in read for print_ in fingerprints(v.get("email", ""), v.get("phone", "")).values()}
        self.refused = suppressed(prints)

    def _keep(self, contact: Contact) -> None:
        self.by_key["name", contact.company_id, matching.fold(contact.name)] = contact
        if contact.phone and matching.is_mobile(contact.phone):
            self.by_key["phone", contact.phone] = contact
        if contact.email:
            self.by_key["email", contact.email.lower()] = contact
        if contact.external_ref:
            self.by_key["ref", contact.external_ref] = contact

    def _enter(self, row: Row) -> None:
        values, company = row.read, self.companies.employer(row["company"], _domain(row))
        if self.refused & set(fingerprints(values.get("email", ""), values.get("phone", "")).values()):
            raise ValidationError(_("This person asked not to be recorded: these details cannot be kept."))
        found = self._find(values, company)
        if found is not None:
            row.record, row.filled = found, self.writer.fill(found, values)
            documents.set_contact_keys(found)
            row.fate = UPDATED if row.filled else UNCHANGED
            return
        contact = Contact(company=company, notice_due_on=notice_day(values["acquired_on"]), **values)
        documents.set_contact_keys(contact)
        self.writer.add(contact)
        self._keep(contact)
        row.fate, row.record = CREATED, contact

    def take_back(self, rows: Sequence[Any]) -> dict[int, str]:
        return taking_back.take_back(Contact, rows, by=self.by, now=self.now)

    def _find(self, values: dict[str, Any], company: Company) -> Contact | None:
        keys: tuple[Any, ...] = (
            ("ref", values.get("external_ref")),
            ("email", values.get("email")),
            ("phone", values.get("phone")),
            ("name", company.pk, matching.fold(values["name"])),
        )
        return next((self.by_key[key] for key in keys if key[1] and key in self.by_key), None)


def _domain(row: Row) -> str:
    """The domain by which a company that the row does not name is known."""
    return "" if row["company"] else matching.email_domain(row["email"])


def _choice(text: str, choices: Any) -> str:
    """A choice by its code or by its label; nothing when it is neither."""
    folded = matching.fold(text)
    return next((one.value for one in choices if folded and folded in (one.value, matching.fold(str(one.label)))), "")
