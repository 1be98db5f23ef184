"""Where each value of a record comes from: its last change, who had heard it, who wrote it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model

from accounts.models import User
from core.templatetags import fmt
from crm.models import Company, Contact, FieldChange, Opportunity, Product
from crm.rules.matching import show_phone

COMPANY_FIELDS = (
    "siren", "siret", "sector", "segment", "employees", "revenue", "address", "postcode", "city", "country", "phone",
    "website", "parent_name", "owner",
)  # fmt: skip
CONTACT_FIELDS = ("role", "buying_role", "email", "phone", "how_acquired", "basis", "language")
OPPORTUNITY_FIELDS = ("stage", "amount", "margin", "product", "owner", "opened_on", "expected_on")
MONEY = ("revenue", "amount", "margin")
RELATED: dict[str, type[Model]] = {"owner": User, "product": Product, "company": Company}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field as the page shows it."""

    name: str
    label: str
    text: str
    kind: str
    change: FieldChange | None
    before: str = ""


def field_rows(obj: Company | Contact | Opportunity, names: Sequence[str]) -> list[FieldRow]:
    """Each field with its value, its last change and what stood before, in one query."""
    latest = FieldChange.objects.of(obj).select_related("written_by", "heard_from").order_by("field", "-at", "-pk")
    changes = {change.field: change for change in latest.distinct("field")}
    return [
        FieldRow(
            name, label_of(obj, name), text_of(obj, name), name, changes.get(name), _before(obj, changes.get(name))
        )
        for name in names
    ]


def _before(obj: Model, change: FieldChange | None) -> str:
    """What stood before the last change; the history names the rows that this leaves out."""
    if change is None or change.field in RELATED:
        return ""
    return readable(obj, change.field, change.old, {})


def changes_of(obj: Company | Contact | Opportunity, field: str = "") -> list[FieldChange]:
    """The last change of every field; of one field, all of them, newest first."""
    rows = FieldChange.objects.of(obj)
    if field:
        return list(rows.filter(field=field).order_by("-at", "-pk")[:200])
    return list(rows.order_by("field", "-at", "-pk").distinct("field"))


def label_of(obj: Model | type[Model], name: str) -> str:
    return str(getattr(obj._meta.get_field(name), "verbose_name", name))


def text_of(obj: Model, name: str) -> str:
    """A value as people read it."""
    if display := getattr(obj, f"get_{name}_display", None):
        return str(display())
    value: Any = getattr(obj, name)
    if value is None or value == "":
        return ""
    if name == "phone":
        return show_phone(str(value))
    if isinstance(value, Model | str):
        return str(value)
    if name in MONEY:
        return str(fmt.money(value))
    return str(fmt.short_date(value) if isinstance(value, date) else fmt.number(value))


def history_rows(obj: Company | Contact | Opportunity, field: str) -> list[FieldChange]:
    """Every change of one field, newest first, rows named instead of numbered."""
    rows = list(FieldChange.objects.of(obj).filter(field=field).select_related("written_by", "heard_from")[:200])
    named = _names(field, rows)
    for row in rows:
        row.old, row.new = (readable(obj, field, text, named) for text in (row.old, row.new))
    return rows


def _names(field: str, rows: list[FieldChange]) -> dict[str, str]:
    model = RELATED.get(field)
    if model is None:
        return {}
    keys = {int(text) for row in rows for text in (row.old, row.new) if text.isdigit()}
    return {str(one.pk): str(one) for one in model._base_manager.filter(pk__in=keys)}


def readable(obj: Model, field: str, text: str, named: dict[str, str]) -> str:
    """A stored value as people read it: the name of a row, the label of a choice, a number as they write it."""
    if text in named:
        return named[text]
    column: Any = obj._meta.get_field(field)
    if column.choices:
        return str(dict(column.flatchoices).get(text, text))
    return show_phone(text) if field == "phone" and text else text
