"""New, corrects, confirms or known, against the CRM as it was when filed."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ALIKE = 0.8
SAME_SUBJECT_DAYS = 90
FRESH_DAYS = {
    "email": 365,
    "phone": 365,
    "role": 365,
    "competitor": 180,
    "price": 180,
    "need": 180,
    "objection": 180,
    "project": 90,
}
OTHER_FRESH_DAYS = 730  # address, size, equipment
SPOKEN = ("opinion", "remark")


@dataclass(frozen=True)
class Held:
    """One value the CRM holds, and the day it was last confirmed."""

    value: str
    form: str
    confirmed_on: date | None


def fresh_days(key: str) -> int:
    return FRESH_DAYS.get(key, OTHER_FRESH_DAYS)


def fold(text: str) -> str:
    """Lower case, no accents, single spaces: two spellings of one thing are one form."""
    flat = unicodedata.normalize("NFKD", text.casefold())
    flat = "".join(letter for letter in flat if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", " ", flat).strip()


def normal_form(key: str, value: str, amount: Decimal | None = None, on_date: date | None = None) -> str:
    """What makes two findings say the same thing."""
    if key == "phone":
        digits = re.sub(r"\D", "", value)
        return digits[-9:]
    parts = [value.strip().casefold() if key in ("email", "website") else fold(value)]
    if amount is not None:
        parts.append(f"{amount:.2f}")
    if on_date is not None:
        parts.append(on_date.isoformat())
    return "|".join(parts)


def trigrams(text: str) -> set[str]:
    words = (f"  {word} " for word in fold(text).split())
    return {word[i : i + 3] for word in words for i in range(len(word) - 2)}


def similarity(one: str, other: str) -> float:
    """As pg_trgm counts it."""
    left, right = trigrams(one), trigrams(other)
    return len(left & right) / len(left | right) if left and right else 0.0


def novelty_of_value(
    *, form: str, key: str, held: Iterable[Held], day: date, single: bool, told_before: bool, gains: bool = False
) -> str:
    """A value against what is held: `single` when a new value replaces the old one; `gains` when it fills something."""
    if told_before:
        return "known"
    values = list(held)
    if not values:
        return "new"
    same = next((item for item in values if item.form == form), None)
    if same is None:
        return "corrects" if single and not gains else "new"
    stale = same.confirmed_on is None or (day - same.confirmed_on).days > fresh_days(key)
    return "confirms_stale" if stale else "confirms_fresh"


def novelty_of_words(*, text: str, mine: Iterable[str], others: Iterable[str]) -> str:
    """An opinion or a remark is new unless it repeats one of the last ninety days about the same object."""
    if any(similarity(text, said) >= ALIKE for said in mine):
        return "known"
    return "confirms_fresh" if any(similarity(text, said) >= ALIKE for said in others) else "new"
