"""What the CRM holds about one person, and how it lets go of it."""

from typing import Any

from core import personal_data
from crm.models import Activity, Contact, Fact, FieldChange
from crm.services.contacts import anonymise_contact

FIELDS = (
    "name", "email", "phone", "role", "buying_role", "how_acquired", "acquired_on", "told_source", "basis", "language",
    "email_opt_out", "phone_opt_out", "objected_at", "last_inbound_at", "notice_due_on", "notice_sent_at",
)  # fmt: skip


def export(pk: int) -> list[dict[str, Any]]:
    """The card, its merged rows, each value with who said it, activities and facts; other people stay masked."""
    keys = [pk, *Contact._base_manager.filter(merged_into=pk).values_list("pk", flat=True)]
    rows: list[dict[str, Any]] = [
        {"kind": "contact", "company": row.company.name, **{name: getattr(row, name) for name in FIELDS}}
        for row in Contact._base_manager.filter(pk__in=keys).select_related("company").order_by("pk")
    ]
    changes = FieldChange.objects.filter(object_kind="contact", object_id__in=keys).order_by("at", "pk")
    rows += [{"kind": "field", **row} for row in changes.values("field", "old", "new", "channel", "at")]
    activities = Activity._base_manager.filter(contact__in=keys).order_by("at", "pk")
    rows += [{"kind": "activity", "what": row["kind"], "at": row["at"], "text": row["text"]} for row in
             activities.values("kind", "at", "text")]  # fmt: skip
    facts = Fact._base_manager.filter(contact__in=keys).order_by("confirmed_at", "pk")
    rows += [{"kind": "fact", **row} for row in facts.values("topic", "value", "said_by", "confirmed_at")]
    return rows


def erase(pk: int) -> int:
    """The person and her merged rows are anonymous; how many rows were blanked."""
    contact = Contact._base_manager.filter(pk=pk, anonymised_at=None).first()
    if contact is None:
        return 0
    merged = Contact._base_manager.filter(merged_into=pk, anonymised_at=None).count()
    anonymise_contact(contact, by=None, reason="erasure")
    return 1 + merged


def connect() -> None:
    personal_data.register(personal_data.PersonalDataSource("crm", export, erase))
