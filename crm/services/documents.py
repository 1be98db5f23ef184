"""Keeps search documents and blocking keys equal to what they are made of, for one row as for a million."""

from typing import Any

from django.db.models import F, Func, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat

from crm.models import Company, Contact
from crm.rules import matching
from crm.rules.phonetics import phonetic_key

SPACE = Value(" ")


def _folded(*parts: Any) -> Func:
    spaced = [piece for part in parts for piece in (part, SPACE)]
    joined = Concat(*spaced, output_field=TextField())
    return Func(joined, function="core_fold", output_field=TextField())


def index_companies(companies: QuerySet[Company]) -> int:
    """Each company is found by its name, town, numbers and addresses."""
    return companies.order_by().update(
        search_document=_folded(
            F("name"), F("city"), F("postcode"), F("siren"), F("siret"), F("domain"), F("phone"), F("parent_name")
        )
    )


def index_contacts(contacts: QuerySet[Contact]) -> int:
    """Each person is found by name, addresses, job and company; somebody made anonymous is not found."""
    contacts.filter(anonymised_at__isnull=False).order_by().update(search_document="")
    company = Subquery(Company.objects.filter(pk=OuterRef("company_id")).values("name")[:1])
    return (
        contacts.filter(anonymised_at=None)
        .order_by()
        .update(search_document=_folded(F("name"), F("email"), F("phone"), F("role"), company))
    )


def set_company_keys(company: Company) -> list[str]:
    """The keys of a company from its name and web site; the names of the columns set."""
    company.name_key = matching.company_key(company.name)
    company.domain = matching.web_domain(company.website) or company.domain
    return ["name_key", "domain"]


def set_contact_keys(contact: Contact) -> list[str]:
    contact.surname_key = matching.surname_key(contact.name)
    contact.phonetic_key = phonetic_key(contact.name)
    return ["surname_key", "phonetic_key"]


def index(obj: Company | Contact) -> None:
    """The row's own document, and those of a company's people."""
    if isinstance(obj, Company):
        index_companies(Company.objects.filter(pk=obj.pk))
        index_contacts(Contact.objects.filter(company_id=obj.pk))
    else:
        index_contacts(Contact.objects.filter(pk=obj.pk))
    obj.__dict__.pop("search_document", None)
