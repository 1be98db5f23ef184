"""A lead in progress becomes an opportunity of the CRM, once; the person and the company are found or made there."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import BusinessRuleError
from crm.choices import Channel, HowAcquired, Origin
from crm.models import Company, Contact, Opportunity
from crm.rules import matching
from crm.services import companies, contacts, opportunities
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
    now: datetime | None = None,
) -> Opportunity:
    """The lead has its opportunity, company and contact; asking again answers the same opportunity."""
    now = now or clock.now()
    lead = lock(lead)
    if lead.state in DONE and lead.opportunity:
        return lead.opportunity
    LEAD.check(lead.state, LeadState.CONVERTED)
    if lead.owner is None:
        raise BusinessRuleError(_("Nobody owns this lead."), code="no_owner")
    company = _company(lead, company, by=by)
    contact = _contact(lead, company, contact, by=by, now=now)
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


def _company(lead: Lead, given: Company | dict[str, Any] | None, *, by: User) -> Company:
    if isinstance(given, Company):
        return given
    if given is None and lead.company:
        return lead.company
    fields = {
        "name": lead.company_name or lead.name, "sector": lead.sector, "employees": lead.employees,
        "city": lead.city, "postcode": lead.postcode,
    } | (given or {})  # fmt: skip
    return _same_company(fields) or companies.create_company(by=by, owner=lead.owner, channel=Channel.PAGE, **fields)


def _same_company(fields: dict[str, Any]) -> Company | None:
    """The company of that name and town already in the CRM, when there is exactly one."""
    same = Company.objects.filter(name_key=matching.company_key(str(fields["name"])), merged_into=None)
    if city := fields.get("city"):
        same = same.filter(city__iexact=city)
    found = list(same.order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def _contact(
    lead: Lead, company: Company, given: Contact | dict[str, Any] | None, *, by: User, now: datetime
) -> Contact:
    if isinstance(given, Contact):
        return given
    if given is None and lead.contact:
        return lead.contact
    fields: dict[str, Any] = {
        "name": lead.name, "email": lead.email, "phone": lead.phone, "role": lead.job_title,
        "how_acquired": HowAcquired.FORM, "acquired_on": clock.local_day(lead.captured_at),
    } | (given or {})  # fmt: skip
    contact, _created = contacts.upsert_contact(by=by, company=company, channel=Channel.PAGE, **fields)
    return contact
