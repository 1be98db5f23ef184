"""The particulars of a lead: changed field by field, each change kept and each one undone as one more change."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone, BusinessRuleError
from crm.rules import matching
from leads.models import Lead, LeadChange
from leads.services.intake import FROZEN, refuse_excess_in_lead, refuse_unreachable
from leads.services.scoring import rescore
from leads.services.states import lock

CHANGEABLE = (
    "name", "company_name", "job_title", "email", "phone", "sector", "employees", "city", "postcode", "interest",
    "message",
)  # fmt: skip


@transaction.atomic
def change_lead(lead: Lead, *, by: User, now: datetime | None = None, **changes: Any) -> Lead:
    """The particulars of the lead are the new ones, what they were is kept, and its score follows."""
    now = now or clock.now()
    lead = lock(lead)
    if lead.state in FROZEN:
        raise BusinessRuleError(_("This lead is no longer changed."), code="lead_frozen")
    if unknown := set(changes) - set(CHANGEABLE):
        raise ValidationError({min(unknown): _("This field cannot be written.")})
    refuse_excess_in_lead(changes)
    before = {name: getattr(lead, name) for name in changes}
    for name, value in changes.items():
        setattr(lead, name, _normal(name, value))
    first = next((name for name in ("email", "phone") if name in changes), None)
    if first and not lead.email and not lead.phone:
        raise ValidationError({first: _("Give an e-mail address or a phone number.")})
    if first:
        refuse_unreachable(lead)
    lead.full_clean()
    changed = [name for name in changes if getattr(lead, name) != before[name]]
    if not changed:
        return lead
    lead.save(update_fields=[*changed, "updated_at"])
    LeadChange.objects.bulk_create(
        [
            LeadChange(
                lead=lead, field=name, old=_text(before[name]), new=_text(getattr(lead, name)), at=now, by=by
            )
            for name in changed
        ]
    )  # fmt: skip
    audit.record("lead.changed", lead, by=by, after={"fields": sorted(changed)})
    return rescore(lead, now=now)


@transaction.atomic
def undo_change(change: LeadChange, *, by: User, now: datetime | None = None) -> Lead:
    """The field holds again what it held before this change, unless somebody has changed it since."""
    lead = lock(change.lead)
    if _text(getattr(lead, change.field)) != change.new:
        raise AlreadyDone(_("This value has changed since: nothing was undone."))
    field = Lead._meta.get_field(change.field)
    old = field.to_python(change.old) if change.old else (None if field.null else "")  # type: ignore[union-attr]
    return change_lead(lead, by=by, now=now, **{change.field: old})


def last_change(lead: Lead, field: str) -> LeadChange | None:
    """The newest change of this field, to be undone."""
    found: LeadChange | None = LeadChange.objects.filter(lead=lead, field=field).order_by("-at", "-pk").first()
    return found


def _normal(name: str, value: Any) -> Any:
    if name == "email" and value:
        return matching.normal_email(value)
    if name == "phone" and value:
        return matching.normal_phone(value) or value
    return value.strip() if isinstance(value, str) else value


def _text(value: Any) -> str:
    return "" if value is None else str(value)
