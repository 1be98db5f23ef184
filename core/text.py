"""What no text may contain (NUL, lone surrogates, control characters), and its one normal form (NFC)."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
MAX_DEPTH = 20
Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


def clean_text(value: str) -> str:
    """The same text in NFC; refused when it holds what no text may contain."""
    if FORBIDDEN.search(value):
        raise ValidationError(_("This text contains characters that cannot be kept."), code="forbidden_characters")
    return unicodedata.normalize("NFC", value)


def clean_tree(value: Json, depth: int = MAX_DEPTH) -> Json:
    """The same JSON value with every key and every text clean; refused when it is nested too deeply."""
    if isinstance(value, str):
        return clean_text(value)
    if not isinstance(value, dict | list):
        return value
    if depth <= 0:
        raise ValidationError(_("This content is nested too deeply."), code="too_deep")
    if isinstance(value, list):
        return [clean_tree(item, depth - 1) for item in value]
    return {clean_text(key): clean_tree(item, depth - 1) for key, item in value.items()}
