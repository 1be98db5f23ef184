"""Which column means what: guessed from the headers, remembered for each source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.exceptions import BusinessRuleError
from core.models import ImportMapping

Mapping = dict[str, str]  # field → header


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a row may say; `synonyms` are the headers it is known by, `choices` the values it may have.

    `words` are the folded words by which files say a choice.
    """

    key: str
    label: Any
    synonyms: Sequence[str] = ()
    required: bool = False
    choices: Sequence[tuple[str, Any]] = ()
    words: dict[str, frozenset[str]] = field(default_factory=dict)


def fold(header: str) -> str:
    """A header without accents, case, punctuation."""
    bare = unicodedata.normalize("NFKD", header).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", bare).strip()


def guess(headers: Sequence[str], fields: Sequence[Field]) -> Mapping:
    """Each field with the first header that is one of its names; no header serves twice."""
    free = {fold(header): header for header in reversed(headers)}
    mapping: Mapping = {}
    for one in fields:
        names = (fold(name) for name in (one.key, str(one.label), *one.synonyms))
        found = next((name for name in names if name in free), None)
        if found is not None:
            mapping[one.key] = free.pop(found)
    return mapping


def mapping_for(kind: str, source: str, headers: Sequence[str], fields: Sequence[Field]) -> Mapping:
    """What was chosen for this source last time, completed by guessing."""
    known = _remembered(kind, source)
    kept = {key: header for key, header in (known.mapping if known else {}).items() if header in headers}
    taken = set(kept.values())
    guessed = guess([header for header in headers if header not in taken], [f for f in fields if f.key not in kept])
    return {**guessed, **kept}


def words_for(kind: str, source: str) -> dict[str, dict[str, str]]:
    """What the words of this source meant last time."""
    known = _remembered(kind, source)
    return dict(known.words) if known else {}


def _remembered(kind: str, source: str) -> ImportMapping | None:
    return ImportMapping.objects.filter(kind=kind, source=source).first() if source else None


def remember(kind: str, source: str, mapping: Mapping, words: dict[str, dict[str, str]] | None = None) -> None:
    """The next file of this source is read the same way."""
    if source:
        chosen = {"mapping": mapping, "words": {**words_for(kind, source), **(words or {})}}
        ImportMapping.objects.update_or_create(kind=kind, source=source, defaults=chosen)


def sources_of(kind: str) -> list[str]:
    """The sources whose columns are remembered."""
    return list(ImportMapping.objects.filter(kind=kind).order_by("source").values_list("source", flat=True))


def check(mapping: Mapping, headers: Sequence[str], fields: Sequence[Field]) -> None:
    """Nothing when every required field has its column and every column named is there; otherwise which are not."""
    keys = {one.key for one in fields}
    if strangers := sorted(set(mapping) - keys):
        raise BusinessRuleError(_("Unknown fields: %(names)s.") % {"names": ", ".join(strangers)}, code="bad_mapping")
    if absent := sorted({header for header in mapping.values() if header and header not in headers}):
        message = _("This file has no column “%(name)s”.") % {"name": ", ".join(absent)}
        raise BusinessRuleError(message, code="bad_mapping")
    missing = [str(f.label) for f in fields if f.required and mapping.get(f.key) not in headers]
    if missing:
        message = _("No column was chosen for: %(names)s.") % {"names": ", ".join(missing)}
        raise BusinessRuleError(message, code="bad_mapping")
