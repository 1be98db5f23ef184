"""Reads numbers, days and countries as people write them in files."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from crm.rules.matching import fold

ALSO = {
    "usa": "US",
    "u.s.a.": "US",
    "u.s.": "US",
    "united states of america": "US",
    "etats-unis d'amerique": "US",
    "uk": "GB",
    "u.k.": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "great britain": "GB",
    "grande-bretagne": "GB",
    "holland": "NL",
    "hollande": "NL",
}
THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


def read_decimal(text: str) -> Decimal | None:
    """1 234,56 €, 1,234.56 or 1.2E6; nothing when the cell is empty."""
    plain = re.sub(r"[\s\u00a0\u202f'’€$£]|EUR|USD|GBP", "", text)
    if not plain:
        return None
    comma, point = plain.rfind(","), plain.rfind(".")
    if comma >= 0 and point >= 0:
        plain = plain.replace("," if point > comma else ".", "").replace(",", ".")
    elif comma >= 0:
        plain = plain.replace(",", "") if THOUSANDS.fullmatch(plain) else plain.replace(",", ".")
    elif plain.count(".") > 1 and THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise ValidationError(_("“%(text)s” is not a number.") % {"text": text}) from None
    if not number.is_finite() or abs(number) >= Decimal("1e14"):
        raise ValidationError(_("“%(text)s” is not a number.") % {"text": text})
    return number.quantize(Decimal("0.01"))


def read_int(text: str) -> int | None:
    number = read_decimal(text)
    return None if number is None else int(number)


def read_day(text: str) -> date | None:
    """2026-03-09, with or without an hour, 09/03/2026 or 9.3.2026; the day comes first unless it cannot."""
    plain = text.strip()
    if not plain:
        return None
    try:
        if re.match(r"\d{4}-\d{2}-\d{2}", plain):
            return date.fromisoformat(plain[:10])
        if found := re.match(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", plain):
            first, second, year = (int(part) for part in found.groups())
            day, month = (second, first) if second > 12 else (first, second)
            return date(year, month, day)
    except ValueError:
        pass
    raise ValidationError(_("“%(text)s” is not a date.") % {"text": text})


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Folded name or code → ISO code, in French and in English."""
    found = dict(ALSO)
    for language in ("fr", "en"):
        for code, name in Locale(language).territories.items():
            if re.fullmatch(r"[A-Z]{2}", code):
                found[fold(str(name))] = code
                found[code.lower()] = code
    return found


def region_of(country: str) -> str:
    """The ISO code of a country written by name or code; France when it is not known."""
    return _countries().get(fold(country), "FR") if country else "FR"


def squash(text: str) -> str:
    """Letters and digits only: GTXPro and GTX Pro are one product."""
    return re.sub(r"[^a-z0-9]", "", fold(text))
