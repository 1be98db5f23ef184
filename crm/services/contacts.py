"""create_contact and upsert_contact (never silently), anonymise_contact, record_inbound, merge_contacts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.exceptions import BusinessRuleError
from crm.choices import Channel
from crm.models import Company, Contact
from crm.rules import matching
from crm.rules.notice import notice_due
from crm.services import documents
from crm.services.changes import EMPTY, UNSEEN, WRITABLE, FieldConflict, record_origin, write_field
from crm.services.erasing import anonymise_contact
from crm.services.merging import merge_rows
from crm.services.suppressions import refuse_suppressed
from crm.services.values import normal_value

__all__ = [
    "anonymise_contact",
    "create_contact",
    "find_contact",
    "merge_contacts",
    "notice_day",
    "record_inbound",
    "update_contact",
    "upsert_contact",
]


def notice_day(acquired_on: date) -> date:
    """By when somebody who was not told is informed."""
    return notice_due(acquired_on)


def find_contact(*, company: Company | None, email: str = "", phone: str = "", name: str = "") -> Contact | None:
    """The same person by a strong key: e-mail, mobile number, or the very name at the company; the company's first."""
    live = Contact.objects.live().select_related("company").order_by("pk")
    if email and (found := _nearest(live.filter(email__iexact=matching.normal_email(email)), company)):
        return found
    number = matching.normal_phone(phone) if phone else ""
    if number and matching.is_mobile(number) and (found := _nearest(live.filter(phone=number), company)):
        return found
    if name and company:
        key = matching.surname_key(name)
        same = live.filter(company=company, surname_key=key)
        return next((one for one in same[:50] if matching.fold(one.name) == matching.fold(name)), None)
    return None


def _nearest(found: Any, company: Company | None) -> Contact | None:
    rows: list[Contact] = list(found[:20])
    at_home = [row for row in rows if company is not None and row.company_id == company.pk]
    return next(iter(at_home or rows), None)


@transaction.atomic
def create_contact(
    *,
    by: User | None,
    company: Company,
    name: str,
    email: str = "",
    phone: str = "",
    role: str = "",
    how_acquired: str,
    acquired_on: date,
    channel: str = Channel.PAGE,
    heard_from: User | None = None,
    told_source: bool = False,
    now: datetime | None = None,
    **fields: Any,
) -> Contact:
    """The person exists with the way she was met, and the day by which she must be informed, counted from that day."""
    if unknown := set(fields) - WRITABLE[Contact]:
        raise ValidationError({name: _("This field cannot be written.") for name in sorted(unknown)})
    values = {"name": name, "email": email, "phone": phone, "role": role, "how_acquired": how_acquired, **fields}
    contact = Contact(
        company=company,
        acquired_on=acquired_on,
        told_source=told_source,
        **{key: normal_value(Contact, key, value) for key, value in values.items()},
    )
    refuse_suppressed(email=contact.email, phone=contact.phone)
    _refuse_twin(contact)
    contact.notice_due_on = notice_due(acquired_on, contact.how_acquired, told_source)
    documents.set_contact_keys(contact)
    contact.full_clean(exclude=["search_document"])
    contact.save()
    documents.index(contact)
    record_origin(contact, by=by, channel=channel, heard_from=heard_from, now=now)
    audit.record("contact.created", contact, by=by, after={"company": company.pk, "channel": channel})
    return contact


def _refuse_twin(contact: Contact) -> None:
    """The same name with the same e-mail at the same company is the same person."""
    if not contact.email:
        return
    same = Contact.objects.live().filter(company=contact.company, email__iexact=contact.email)
    for twin in same[:20]:
        if matching.fold(twin.name) == matching.fold(contact.name):
            raise BusinessRuleError(
                _("This person is already in the CRM."), code="contact_exists", fields={"contact": twin.pk}
            )


@transaction.atomic
def upsert_contact(
    *,
    by: User | None,
    company: Company,
    name: str,
    email: str = "",
    phone: str = "",
    role: str = "",
    how_acquired: str,
    acquired_on: date,
    channel: str = Channel.PAGE,
    heard_from: User | None = None,
    told_source: bool = False,
    **fields: Any,
) -> tuple[Contact, bool]:
    """The person found by a strong key with her empty fields filled, or a new one; a filled field is never replaced."""
    Company._base_manager.select_for_update(no_key=True).get(pk=company.pk)
    found = find_contact(company=company, email=email, phone=phone, name=name)
    if found is None:
        created = create_contact(
            by=by, company=company, name=name, email=email, phone=phone, role=role, how_acquired=how_acquired,
            acquired_on=acquired_on, channel=channel, heard_from=heard_from, told_source=told_source, **fields,
        )  # fmt: skip
        return created, True
    for field, value in {"email": email, "phone": phone, "role": role, **fields}.items():
        if value not in EMPTY and getattr(found, field) in EMPTY:
            _fill(found, field, value, by=by, channel=channel, heard_from=heard_from)
    return found, False


def _fill(contact: Contact, field: str, value: Any, *, by: User | None, channel: str, heard_from: User | None) -> None:
    try:
        write_field(contact, field, value, by=by, channel=channel, heard_from=heard_from)
    except FieldConflict:
        return  # somebody filled it meanwhile: hers stays


@transaction.atomic
def update_contact(
    contact: Contact,
    *,
    by: User | None,
    changes: Mapping[str, Any],
    channel: str = Channel.PAGE,
    heard_from: User | None = None,
    expected: Mapping[str, Any] | None = None,
) -> Contact:
    """Each changed field is written over what `expected` says was shown; without it, over what the row holds now."""
    locked = Contact._base_manager.select_for_update().get(pk=contact.pk)
    if locked.anonymised_at:
        raise BusinessRuleError(_("This person was erased."), code="erased")
    refuse_suppressed(email=str(changes.get("email") or ""), phone=str(changes.get("phone") or ""))
    for field, value in changes.items():
        seen = getattr(locked, field, UNSEEN) if expected is None else expected.get(field, UNSEEN)
        write_field(contact, field, value, by=by, channel=channel, heard_from=heard_from, expected=seen)
    return contact


@transaction.atomic
def record_inbound(contact: Contact, at: datetime) -> Contact:
    """The last contact coming from the person is at least that recent."""
    locked = Contact._base_manager.select_for_update().get(pk=contact.pk)
    if locked.last_inbound_at is None or locked.last_inbound_at < at:
        locked.last_inbound_at = at
        locked.save(update_fields=["last_inbound_at", "updated_at"])
    contact.last_inbound_at = locked.last_inbound_at
    return contact


def merge_contacts(keep: Contact, lose: Contact, *, by: User, choices: Mapping[str, str]) -> Contact:
    """One person holds the history of both; what either refused stays refused."""
    merged = merge_rows(keep, lose, by=by, choices=choices)
    documents.index(merged)
    return merged
