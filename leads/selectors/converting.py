"""Which company and which person of the CRM a lead may be: each candidate, how likely, and why."""

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from crm.models import Company, Contact
from crm.rules import matching
from crm.selectors.candidates import Candidate, company_candidates, contact_candidates
from leads.models import Lead

NEW = "new"
SURE = 90


@dataclass(frozen=True)
class Found:
    """The candidates, the same as choices of a form, and the one proposed for each."""

    company_rows: list[Candidate]
    contact_rows: list[Candidate]
    companies: list[tuple[str, str]]
    contacts: list[tuple[str, str]]
    company: str
    contact: str


def candidates_for(user: User, lead: Lead) -> Found:
    """The records tied to the lead first, then those that look alike within this person's reach."""
    domain = matching.email_domain(lead.email) if lead.email else ""
    companies = company_candidates(
        user, name=lead.company_name, website=domain, phone=lead.phone, city=lead.city,
    )  # fmt: skip
    contacts = contact_candidates(user, name=lead.name, email=lead.email, phone=lead.phone, company=lead.company)
    tied_company = [(str(lead.company.pk), str(lead.company))] if lead.company else []
    tied_contact = [(str(lead.contact.pk), str(lead.contact))] if lead.contact else []
    contact = _proposed(tied_contact, contacts)
    if not tied_company and _proposed([], companies) == NEW and (theirs := _company_of(user, contact)):
        tied_company = [(str(theirs.pk), str(theirs))]
    return Found(
        company_rows=companies,
        contact_rows=contacts,
        companies=_choices(tied_company, companies),
        contacts=_choices(tied_contact, contacts),
        company=_proposed(tied_company, companies),
        contact=contact,
    )


def _company_of(user: User, contact: str) -> Company | None:
    """Where the proposed person works: nobody is converted into a company that is not theirs."""
    person = _row(Contact.objects.visible_to(user).select_related("company"), contact)
    return person.company if person else None


def _choices(tied: list[tuple[str, str]], rows: list[Candidate]) -> list[tuple[str, str]]:
    known = {key for key, _label in tied}
    told = [(str(row.pk), _label_of(row)) for row in rows if row.visible and str(row.pk) not in known]
    return [*tied, *told]


def _label_of(row: Candidate) -> str:
    why = ", ".join(row.reasons)
    place = f" · {row.town}" if row.town else ""
    return f"{row.name}{place}" + (f" ({why})" if why else "")


def _proposed(tied: list[tuple[str, str]], rows: list[Candidate]) -> str:
    if tied:
        return tied[0][0]
    likely = next((row for row in rows if row.visible and (row.strong or row.score >= SURE)), None)
    return str(likely.pk) if likely else NEW


def chosen(user: User, *, company: str, contact: str) -> dict[str, Any]:
    """What the service takes for these choices; a record out of reach is not chosen."""
    firm = _row(Company.objects.visible_to(user), company)
    person = _row(Contact.objects.visible_to(user), contact)
    return {
        "company": firm, "contact": person, "new_company": company == NEW and firm is None,
        "new_contact": contact == NEW and person is None,
    }  # fmt: skip


def _row(rows: Any, key: str) -> Any:
    return rows.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 18 else None
