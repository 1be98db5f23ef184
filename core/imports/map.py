"""Which column means what: guessed from the headers, remembered for each source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.exceptions import BusinessRuleError
from core.models import ImportMapping

Mapping = dict[str, str]  # field → header


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a row may say; `synonyms` are the headers it is known by."""

    key: str
    label: Any
    synonyms: Sequence[str] = ()
    required: bool = False


def fold(header: str) -> str:
    """A header without accents, case, punctuation."""
    bare = unicodedata.normalize("NFKD", header).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", bare).strip()


def guess(headers: Sequence[str], fields: Sequence[Field]) -> Mapping:
    """Each field with the first header that is one of its names; no header serves twice."""
    free = {fold(header): header for header in reversed(headers)}
    mapping: Mapping = {}
    for field in fields:
        names = (fold(name) for name in (field.key, str(field.label), *field.synonyms))
        found = next((name for name in names if name in free), None)
        if found is not None:
            mapping[field.key] = free.pop(found)
    return mapping


def mapping_for(kind: str, source: str, headers: Sequence[str], fields: Sequence[Field]) -> Mapping:
    """What was chosen for this source last time, completed by guessing."""
    known = ImportMapping.objects.filter(kind=kind, source=source).values_list("mapping", flat=True).first() or {}
    kept = {key: header for key, header in known.items() if header in headers}
    taken = set(kept.values())
    guessed = guess([header for header in headers if header not in taken], [f for f in fields if f.key not in kept])
    return {**guessed, **kept}


def remember(kind: str, source: str, mapping: Mapping) -> None:
    """The next file of this source is read the same way."""
    if source:
        ImportMapping.objects.update_or_create(kind=kind, source=source, defaults={"mapping": mapping})


def check(mapping: Mapping, headers: Sequence[str], fields: Sequence[Field]) -> None:
    """Nothing when every required field has its column; otherwise which are missing."""
    keys = {field.key for field in fields}
    if strangers := sorted(set(mapping) - keys):
        raise BusinessRuleError(_("Unknown fields: %(names)s.") % {"names": ", ".join(strangers)}, code="bad_mapping")
    missing = [str(f.label) for f in fields if f.required and mapping.get(f.key) not in headers]
    if missing:
        message = _("No column was chosen for: %(names)s.") % {"names": ", ".join(missing)}
        raise BusinessRuleError(message, code="bad_mapping")
