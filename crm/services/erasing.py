"""anonymise_contact: a person leaves the CRM, deals and counts stay."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone
from core.imports.forgetting import forget_person
from crm.choices import ObjectKind
from crm.models import Activity, Contact, Fact, FieldChange, MergeLog
from crm.services.suppressions import suppress

NOBODY = "—"
BLANKS = ("email", "phone", "role", "buying_role", "surname_key", "phonetic_key", "search_document", "external_ref")


@transaction.atomic
def anonymise_contact(contact: Contact, *, by: User | None, reason: str, now: datetime | None = None) -> Contact:
    """Nothing in the CRM names the person any more, merged rows and history included; her addresses are refused."""
    now = now or clock.now()
    locked = Contact._base_manager.select_for_update().get(pk=contact.pk)
    if locked.anonymised_at:
        raise AlreadyDone(_("This person was erased already."))
    everywhere = [locked, *Contact._base_manager.select_for_update().filter(merged_into=locked, anonymised_at=None)]
    for row in everywhere:
        _erase(row, reason=reason, now=now)
    audit.record("contact.anonymised", locked, by=by, after={"rows": len(everywhere)})
    contact.refresh_from_db()
    return contact


def _erase(contact: Contact, *, reason: str, now: datetime) -> None:
    suppress(email=contact.email, phone=contact.phone, reason=reason, now=now)
    forget_person([contact.email, contact.phone], {"contacts": [contact.pk]})
    contact.name = NOBODY
    for field in BLANKS:
        setattr(contact, field, "")
    contact.email_opt_out = contact.phone_opt_out = True
    contact.last_inbound_at = contact.notice_due_on = None
    contact.anonymised_at = now
    contact.save()
    FieldChange.objects.filter(object_kind=ObjectKind.CONTACT, object_id=contact.pk).update(old="", new="")
    Activity.objects.filter(contact=contact).update(text="")
    Fact.objects.filter(contact=contact).update(said_by="", contact=None)
    logs = MergeLog.objects.filter(kind=ObjectKind.CONTACT, kept_id=contact.pk)
    logs.update(choices={})
