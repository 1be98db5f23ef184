"""One normal form for every value that enters the CRM, whatever the door: form, API, debrief or file."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.text import clean_text
from crm.rules import matching
from crm.services.guarding import refuse_excess, refuse_excess_in_name

GUARDED = frozenset({"role", "sector", "segment", "address"})
NAMES = frozenset({"name", "parent_name", "city", "country"})


def normal_value(model: type[models.Model], name: str, value: Any) -> Any:
    """The value as it is kept; a ValidationError on that field when it cannot be."""
    column = model._meta.get_field(name)
    if isinstance(value, str):
        value = " ".join(clean_text(value).split())
    if name in GUARDED and value:
        refuse_excess(str(value), name)
    if name in NAMES and value:
        refuse_excess_in_name(str(value), name)
    try:
        if special := SPECIAL.get((model._meta.model_name or "", name)):
            return special(value)
        return _plain(column, value)
    except ValidationError as error:
        raise ValidationError({name: error.messages}) from error


def _plain(column: Any, value: Any) -> Any:
    if isinstance(column, models.ForeignKey):
        return value
    if value in ("", None):
        return column.get_default() if not column.null else None
    try:
        kept = column.to_python(value)
    except (InvalidOperation, OverflowError, ValueError) as error:
        raise ValidationError(_("This value cannot be read.")) from error
    column.run_validators(kept)
    return kept


def _email(value: Any) -> str:
    text = matching.normal_email(str(value or ""))
    if text:
        validate_email(text)
    return text


def _phone(value: Any) -> str:
    text = str(value or "").strip()
    if not text:
        return ""
    if number := matching.normal_phone(text):
        return number
    raise ValidationError(_("This is not a valid phone number."))


def _siren(value: Any) -> str:
    text = str(value or "").strip()
    if not text or (number := matching.normal_siren(text)):
        return number if text else ""
    raise ValidationError(_("This is not a valid SIREN: nine digits with their check digit."))


def _siret(value: Any) -> str:
    text = str(value or "").strip()
    if not text or (number := matching.normal_siret(text)):
        return number if text else ""
    raise ValidationError(_("This is not a valid SIRET: fourteen digits with their check digit."))


def _website(value: Any) -> str:
    text = str(value or "").strip()
    if text and not matching.web_domain(text):
        raise ValidationError(_("This is not a web address."))
    return text if not text or "//" in text else f"https://{text}"


SPECIAL: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("company", "siren"): _siren,
    ("company", "siret"): _siret,
    ("company", "phone"): _phone,
    ("company", "website"): _website,
    ("contact", "email"): _email,
    ("contact", "phone"): _phone,
}


def as_text(value: Any) -> str:
    """A value as the history keeps it: a row by its number, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        return format(value.normalize() if value == value.to_integral() else value, "f")
    return str(value)
