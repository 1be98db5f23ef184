"""A lead in progress becomes an opportunity of the CRM, once; the person and the company are found or made there."""

from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import BusinessRuleError
from crm.choices import Channel, HowAcquired, Origin
from crm.models import Company, Contact, Opportunity
from crm.rules import matching
from crm.services import companies, contacts, opportunities
from crm.services.changes import write_field
from leads.choices import LeadState
from leads.models import Lead, Touchpoint
from leads.rules.workflow import LEAD
from leads.services.states import lock, move

DONE = (LeadState.CONVERTED, LeadState.WON, LeadState.LOST)


@transaction.atomic
def convert_lead(
    lead: Lead,
    *,
    by: User,
    company: Company | dict[str, Any] | None = None,
    contact: Contact | dict[str, Any] | None = None,
    name: str,
    amount: Decimal,
    new_company: bool = False,
    new_contact: bool = False,
    now: datetime | None = None,
) -> Opportunity:
    """The lead has its opportunity, company and contact; asking again answers the same opportunity.

    A company and a person of the CRM take from the lead what they lack; new ones are made when asked or needed.
    """
    now = now or clock.now()
    lead = lock(lead)
    if lead.state in DONE and lead.opportunity:
        return lead.opportunity
    LEAD.check(lead.state, LeadState.CONVERTED)
    if lead.owner is None:
        raise BusinessRuleError(_("Nobody owns this lead."), code="no_owner")
    company = _company(lead, company, by=by, new=new_company)
    _refuse_out_of_reach(company, by=by)
    contact = _contact(lead, company, contact, by=by, new=new_contact)
    _refuse_elsewhere(contact, company)
    opportunity = opportunities.open_opportunity(
        by=by, owner=lead.owner, company=company, name=name, amount=amount, contacts=(contact,), origin=Origin.OWN,
        opened_on=clock.local_day(now),
    )  # fmt: skip
    move(
        lead, LeadState.CONVERTED, by=by, now=now, opportunity=opportunity, company=company, contact=contact,
        converted_at=now, first_contacted_at=lead.first_contacted_at or now,
    )  # fmt: skip
    Touchpoint.objects.filter(lead=lead, contact=None).update(contact=contact)
    audit.record("lead.opportunity_opened", lead, by=by, after={"opportunity": opportunity.pk})
    return opportunity


def _refuse_out_of_reach(company: Company, *, by: User) -> None:
    """Nobody opens a deal on a company that another team holds, nor completes its record."""
    if not Company.objects.visible_to(by).filter(pk=company.pk).exists():
        message = _("This company is another team’s: have the lead given to its rep, or create another company.")
        raise BusinessRuleError(message, code="company_elsewhere", fields={"company": message})


def _refuse_elsewhere(contact: Contact, company: Company) -> None:
    """A deal is made with people of its company."""
    if contact.company_id != company.pk:
        message = _("This person works for another company of the CRM: choose that company, or another person.")
        raise BusinessRuleError(message, code="contact_elsewhere", fields={"contact": message})


def _company(lead: Lead, given: Company | dict[str, Any] | None, *, by: User, new: bool) -> Company:
    known = given if isinstance(given, Company) else lead.company if given is None and not new else None
    if known is not None:
        _fill(known, {name: getattr(lead, name) for name in ("sector", "employees", "city", "postcode")}, by=by)
        return known
    fields: dict[str, Any] = {
        "name": lead.company_name or lead.name, "sector": lead.sector, "employees": lead.employees,
        "city": lead.city, "postcode": lead.postcode,
    } | (given if isinstance(given, dict) else {})  # fmt: skip
    same = None if new else _same_company(fields)
    return same or companies.create_company(by=by, owner=lead.owner, channel=Channel.PAGE, **fields)


def _same_company(fields: dict[str, Any]) -> Company | None:
    """The company of that name and town already in the CRM, when there is exactly one."""
    same = Company.objects.filter(name_key=matching.company_key(str(fields["name"])), merged_into=None)
    if city := fields.get("city"):
        same = same.filter(city__iexact=city)
    found = list(same.order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def _contact(lead: Lead, company: Company, given: Contact | dict[str, Any] | None, *, by: User, new: bool) -> Contact:
    known = given if isinstance(given, Contact) else lead.contact if given is None and not new else None
    if known is not None:
        _fill(known, {"email": lead.email, "phone": lead.phone, "role": lead.job_title}, by=by)
        return known
    fields: dict[str, Any] = {
        "name": lead.name, "email": lead.email, "phone": lead.phone, "role": lead.job_title,
        "how_acquired": HowAcquired.FORM, "acquired_on": clock.local_day(lead.captured_at),
    } | (given if isinstance(given, dict) else {})  # fmt: skip
    contact, _created = contacts.upsert_contact(by=by, company=company, channel=Channel.PAGE, **fields)
    return contact


def _fill(record: Company | Contact, values: dict[str, Any], *, by: User) -> None:
    """What the record lacks, the lead brings, with its provenance; what it holds stays."""
    for name, value in values.items():
        if value and not getattr(record, name):
            with suppress(BusinessRuleError, ValidationError), transaction.atomic():
                write_field(record, name, value, by=by, channel=Channel.PAGE)
