"""Ties the leads of a chunk to people and companies of the CRM, in a few queries; it never creates any."""

from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

from crm.models import Company, Contact
from crm.rules import matching
from crm.services.importing.lookups import Companies
from leads.models import Lead


class Links:
    """The people by strong key, the companies by domain or by exact name, for one chunk at a time."""

    def __init__(self) -> None:
        self.by_email: dict[str, Contact] = {}
        self.by_phone: dict[str, Contact] = {}
        self.companies = Companies(())

    def load(self, people: list[dict[str, Any]]) -> None:
        emails = {one["email"] for one in people if one["email"]}
        phones = {one["phone"] for one in people if one["phone"] and matching.is_mobile(one["phone"])}
        self.by_email, self.by_phone = {}, {}
        live = Contact.objects.live().select_related("company").order_by("-pk")
        for contact in live.annotate(mail=Lower("email")).filter(Q(mail__in=emails) | Q(phone__in=phones)):
            if contact.email:
                self.by_email[contact.email.lower()] = contact
            if contact.phone in phones:
                self.by_phone[contact.phone] = contact
        domains = {matching.email_domain(email) for email in emails}
        self.companies = Companies((one["company_name"] for one in people), domains)

    def tie(self, lead: Lead) -> None:
        lead.contact = self.by_email.get(lead.email) or self.by_phone.get(lead.phone)
        lead.company = lead.contact.company if lead.contact else self._company(lead)

    def _company(self, lead: Lead) -> Company | None:
        """Only when exactly one company has this domain, or this name (in this town when it is told)."""
        at_domain = self.companies.by_domain.get(matching.email_domain(lead.email), [])
        named = self.companies.by_key.get(matching.company_key(lead.company_name), []) if lead.company_name else []
        if lead.city:
            named = [one for one in named if one.city.lower() == lead.city.lower()]
        return next((found[0] for found in (at_domain, named) if len(found) == 1), None)
