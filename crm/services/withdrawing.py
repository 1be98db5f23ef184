"""withdraw_contact: a person recorded by mistake leaves the CRM, as long as nothing rests on her."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.exceptions import BusinessRuleError
from crm.choices import ObjectKind
from crm.models import Contact, FieldChange


def edited_since(contact: Contact) -> bool:
    """Somebody wrote on her record after the day it was made, or she gave sign of life."""
    rows = list(
        FieldChange.objects.filter(object_kind=ObjectKind.CONTACT, object_id=contact.pk).values_list("field", "at")
    )
    first = min((at for _field, at in rows), default=None)
    again = len({field for field, _at in rows}) < len(rows)
    alive = contact.last_inbound_at or contact.objected_at or contact.notice_sent_at
    return again or bool(alive) or any(at != first for _field, at in rows)


def in_use(contact: Contact) -> list[str]:
    """The kinds of rows that name her: deals, leads, activities, visits…"""
    used = {
        str(relation.related_model._meta.label_lower)
        for relation in contact._meta.related_objects
        if relation.related_model._base_manager.filter(**{relation.field.name: contact.pk}).exists()
    }
    return sorted(used)


@transaction.atomic
def withdraw_contact(contact: Contact, *, by: User) -> None:
    """The row and its history are gone; refused when anything names her or somebody wrote on her record since."""
    locked = Contact._base_manager.select_for_update().get(pk=contact.pk)
    if edited_since(locked):
        raise BusinessRuleError(_("This record was edited since; it stays."), code="edited_since")
    if used := in_use(locked):
        raise BusinessRuleError(
            _("Something rests on this person; the record stays."), code="contact_in_use", fields={"used_by": used}
        )
    FieldChange.objects.filter(object_kind=ObjectKind.CONTACT, object_id=locked.pk).delete()
    audit.record("contact.withdrawn", locked, by=by, before={"company": locked.company_id})
    locked.delete()
