"""create_company, update_company, merge_companies."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from crm.choices import Channel
from crm.models import Company
from crm.services import documents
from crm.services.changes import UNSEEN, WRITABLE, record_origin, write_field
from crm.services.merging import merge_rows
from crm.services.values import normal_value


@transaction.atomic
def create_company(
    *,
    by: User | None,
    name: str,
    owner: User | None = None,
    channel: str = Channel.PAGE,
    heard_from: User | None = None,
    **fields: Any,
) -> Company:
    """The company exists, is found by search, and each of its values says where it comes from."""
    if unknown := set(fields) - WRITABLE[Company]:
        raise ValidationError({name: _("This field cannot be written.") for name in sorted(unknown)})
    values = {"name": name, **fields}
    company = Company(owner=owner, **{key: normal_value(Company, key, value) for key, value in values.items()})
    if company.siret and not company.siren:
        company.siren = company.siret[:9]
    documents.set_company_keys(company)
    company.full_clean(exclude=["search_document"])
    company.save()
    documents.index(company)
    record_origin(company, by=by, channel=channel, heard_from=heard_from)
    audit.record("company.created", company, by=by, after={"channel": channel})
    return company


@transaction.atomic
def update_company(
    company: Company,
    *,
    by: User | None,
    changes: Mapping[str, Any],
    channel: str = Channel.PAGE,
    heard_from: User | None = None,
    expected: Mapping[str, Any] | None = None,
) -> Company:
    """Each changed field is written over what `expected` says was shown; without it, over what the row holds now."""
    locked = Company._base_manager.select_for_update().get(pk=company.pk)
    for field, value in changes.items():
        seen = getattr(locked, field, UNSEEN) if expected is None else expected.get(field, UNSEEN)
        write_field(company, field, value, by=by, channel=channel, heard_from=heard_from, expected=seen)
    return company


def merge_companies(keep: Company, lose: Company, *, by: User, choices: Mapping[str, str]) -> Company:
    """One company holds the contacts, deals and history of both; the other stays as a signpost."""
    merged = merge_rows(keep, lose, by=by, choices=choices)
    documents.index(merged)
    return merged
