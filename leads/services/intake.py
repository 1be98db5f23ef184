"""Leads and touches enter: one lead per e-mail address and campaign, one touch per external key."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import BusinessRuleError
from crm.models import Company, Contact
from crm.rules import matching
from crm.services.contacts import find_contact
from crm.services.guarding import refuse_excess, refuse_excess_in_name
from crm.services.suppressions import refuse_suppressed
from leads.choices import CampaignState, LeadState, TouchKind, TouchSource
from leads.models import Campaign, Lead, LeadTransition, Touchpoint
from leads.services.knowing import Known, filled_from, hold_person
from leads.services.scoring import rescore
from leads.services.states import lock, move

FILLABLE = ("phone", "company_name", "job_title", "sector", "employees", "city", "postcode", "interest")

OLDEST_ENTRY = timedelta(days=14)
FROZEN = (LeadState.MERGED, LeadState.OBJECTED)
COMING_BACK = ("email", *FILLABLE)  # what a person who comes back may complete


def instant_of_entry(told: datetime | None, *, now: datetime) -> datetime:
    """When a device says it noted somebody; now when that lies in the future, or more than two weeks back."""
    return told if told is not None and now - OLDEST_ENTRY <= told <= now else now


@transaction.atomic
def capture_lead(
    *,
    by: User | None,
    campaign: Campaign | None,
    name: str,
    email: str,
    phone: str = "",
    company_name: str = "",
    channel: str = "page",
    kind: str = TouchKind.FORM,
    now: datetime | None = None,
    **fields: Any,
) -> tuple[Lead, bool]:
    """The lead exists once for this address and campaign, with its first touch; true when it is new."""
    now = now or clock.now()
    if campaign and campaign.state == CampaignState.CLOSED:
        message = _("This campaign is closed.")
        raise BusinessRuleError(message, code="campaign_closed", fields={"campaign": message})
    refuse_excess_in_lead({"name": name, "company_name": company_name, **fields})
    refuse_suppressed(email=email, phone=phone)
    lead = Lead(
        campaign=campaign,
        name=name.strip(),
        email=matching.normal_email(email) if email else "",
        phone=matching.normal_phone(phone) or phone if phone else "",
        company_name=company_name.strip(),
        channel=channel,
        captured_at=now,
        captured_by=by,
        **fields,
    )
    refuse_unreachable(lead)
    hold_person(campaign, lead.email.lower(), lead.phone)
    if known := _captured_before(lead):
        return _captured_again(known, lead, kind=kind, now=now), False
    _link_to_crm(lead)
    try:
        with transaction.atomic():
            lead.full_clean(validate_constraints=False)
            lead.save()
    except IntegrityError:
        if known := _captured_before(lead):
            return _captured_again(known, lead, kind=kind, now=now), False
        raise
    LeadTransition.objects.create(lead=lead, from_state="", to_state=LeadState.NEW, at=now, by=by)
    _first_touch(lead, kind=kind, now=now)
    rescore(lead, now=now)
    audit.record("lead.captured", lead, by=by, after={"state": lead.state, "channel": channel})
    return lead, True


def _captured_before(lead: Lead) -> Lead | None:
    """The lead this person already is in this campaign: by the address, or by the number under the same name."""
    known = Known(lead.campaign, [(lead.email.lower(), lead.phone)], hold=True)
    return known.find(lead.email, lead.phone, lead.name)


def _captured_again(known: Lead, again: Lead, *, kind: str, now: datetime) -> Lead:
    """What was empty is filled, nothing is replaced; coming back is a touch of the day."""
    if filled := filled_from(known, again, COMING_BACK):
        known.save(update_fields=[*filled, "updated_at"])
    record_touchpoint(
        kind=kind, source=TouchSource.CAMPAIGN, campaign=known.campaign, lead=known, contact=known.contact,
        external_key=f"lead:{known.pk}:{kind}:{clock.local_day(now)}", at=now,
    )  # fmt: skip
    return known


def _link_to_crm(lead: Lead) -> None:
    """The person by a strong key of the CRM; the company by that person, by its domain, or by its exact name."""
    lead.contact = lead.contact or find_contact(
        company=lead.company, email=lead.email, phone=lead.phone, name=lead.name
    )
    if lead.company is None:
        lead.company = lead.contact.company if lead.contact else _known_company(lead)


def _known_company(lead: Lead) -> Company | None:
    """Only when exactly one company has this domain, or this name (in this town when it is told)."""
    live = Company.objects.filter(merged_into=None)
    domain, key = matching.email_domain(lead.email), matching.company_key(lead.company_name)
    named = live.filter(name_key=key, city__iexact=lead.city) if lead.city else live.filter(name_key=key)
    for value, found in ((domain, live.filter(domain=domain)), (key, named)):
        rows = list(found.order_by("pk")[:2]) if value else []
        if len(rows) == 1:
            company: Company = rows[0]
            return company
    return None


def _first_touch(lead: Lead, *, kind: str, now: datetime) -> None:
    if lead.campaign_id:
        record_touchpoint(
            kind=kind, source=TouchSource.CAMPAIGN, campaign=lead.campaign, lead=lead,
            contact=lead.contact, external_key=f"lead:{lead.pk}:form", at=now,
        )  # fmt: skip


@transaction.atomic
def record_touchpoint(
    *,
    kind: str,
    source: str,
    external_key: str,
    at: datetime,
    campaign: Campaign | None = None,
    lead: Lead | None = None,
    contact: Contact | None = None,
    met_by: User | None = None,
) -> Touchpoint:
    """The touch is recorded once under its key; a touch withdrawn before counts again."""
    touch, created = Touchpoint.objects.get_or_create(
        external_key=external_key,
        defaults={
            "kind": kind, "source": source, "at": at, "campaign": campaign, "lead": lead, "contact": contact,
            "met_by": met_by,
        },
    )  # fmt: skip
    if not created and touch.withdrawn_at:
        touch.withdrawn_at = None
        touch.recorded_at = Now()
        touch.save(update_fields=["withdrawn_at", "recorded_at"])
    return touch


def withdraw_touchpoint(external_key: str, *, now: datetime | None = None) -> bool:
    """The touch no longer counts; the deals it was credited for are attributed again by the sweep."""
    changed = Touchpoint.objects.filter(external_key=external_key, withdrawn_at=None).update(
        withdrawn_at=now or clock.now(), recorded_at=Now()
    )
    return bool(changed)


def forget_touchpoint(external_key: str) -> None:
    """A withdrawn touch names its contact no longer: it stays with its lead, or goes."""
    withdrawn = Touchpoint.objects.filter(external_key=external_key, withdrawn_at__isnull=False)
    withdrawn.filter(lead=None).delete()
    withdrawn.update(contact=None)


@transaction.atomic
def merge_leads(keep: Lead, lose: Lead, *, by: User, now: datetime | None = None) -> Lead:
    """Two leads of one person are one: touches move, the lost one points to the kept one."""
    now = now or clock.now()
    if keep.pk == lose.pk:
        raise BusinessRuleError(_("A lead is not merged with itself."), code="same_lead")
    first, second = sorted((keep, lose), key=lambda lead: lead.pk)
    locked = {lead.pk: lead for lead in (lock(first), lock(second))}
    keep, lose = locked[keep.pk], locked[lose.pk]
    if keep.state in FROZEN:
        raise BusinessRuleError(_("This lead is no longer changed."), code="lead_frozen")
    Touchpoint.objects.filter(lead=lose).update(lead=keep, recorded_at=Now())
    filled = [name for name in FILLABLE if not getattr(keep, name) and getattr(lose, name)]
    for name in filled:
        setattr(keep, name, getattr(lose, name))
    keep.save(update_fields=[*filled, "updated_at"])
    move(lose, LeadState.MERGED, by=by, now=now, merged_into=keep, owner=None, team=None)
    return rescore(keep, now=now)


def refuse_unreachable(lead: Lead) -> None:
    """Nothing when the person can be written to, or called; without an address the number must be one."""
    if not lead.email and lead.phone and not matching.normal_phone(lead.phone):
        raise ValidationError({"phone": _("This is not a phone number: write +33 6 12 34 56 78.")})


def refuse_excess_in_lead(values: Mapping[str, Any]) -> None:
    """Nothing when every text of the lead may be kept."""
    for name in ("message", "job_title", "sector"):
        refuse_excess(str(values.get(name) or ""), name)
    for name in ("name", "company_name", "city"):
        refuse_excess_in_name(str(values.get(name) or ""), name)
