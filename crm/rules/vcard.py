"""One business card as text: vCard 2.1 to 4.0 or MECARD, to a name, a job, a company, a number and an address."""

import re
from dataclasses import dataclass
from typing import Any

import vobject

LONGEST = 64 * 1024
MOST = 160


class CardError(ValueError):
    """Why a card cannot be read: `code` is one of not_a_card, several, too_long, nameless."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Card:
    name: str
    role: str = ""
    company: str = ""
    phone: str = ""
    email: str = ""


def read_card(text: str) -> Card:
    """The one card of this text."""
    if len(text) > LONGEST:
        raise CardError("too_long")
    plain = text.lstrip("\ufeff").strip()
    if plain[:7].upper() == "MECARD:":
        return named(mecard(plain))
    starts = re.findall(r"(?im)^begin:vcard\s*$", plain)
    if not starts:
        raise CardError("not_a_card")
    if len(starts) > 1:
        raise CardError("several")
    try:
        return named(vcard(next(vobject.readComponents(without_pictures(plain), ignoreUnreadable=True, allowQP=True))))
    except CardError:
        raise
    except Exception as error:  # the parser meets hostile text with any error at all
        raise CardError("not_a_card") from error


def without_pictures(text: str) -> str:
    """Pictures, keys and sounds are left out: long, and not for us."""
    return re.sub(r"(?im)^(?:photo|logo|sound|key)\b[^\n]*\n(?:[ \t][^\n]*\n|[a-z0-9+/=]{60,}\n)*", "", text + "\n")


def vcard(card: Any) -> Card:
    name = first(card, "fn") or full_name(card)
    return Card(
        name=name,
        role=first(card, "title") or first(card, "role"),
        company=organisation(card),
        phone=preferred(card, "tel", ("CELL", "WORK")),
        email=preferred(card, "email", ("WORK", "INTERNET")).lower(),
    )


def first(card: Any, field: str) -> str:
    lines = card.contents.get(field) or []
    return clean(str(lines[0].value)) if lines else ""


def full_name(card: Any) -> str:
    lines = card.contents.get("n") or []
    if not lines:
        return ""
    parts = (lines[0].value.given, lines[0].value.family)
    return clean(" ".join(part if isinstance(part, str) else " ".join(part) for part in parts))


def organisation(card: Any) -> str:
    lines = card.contents.get("org") or []
    value = lines[0].value if lines else ""
    return clean(value if isinstance(value, str) else (value[0] if value else ""))


def preferred(card: Any, field: str, types: tuple[str, ...]) -> str:
    """The line of the first of these types, else the first line."""
    lines = [line for line in card.contents.get(field) or [] if clean(str(line.value))]
    for kind in types:
        for line in lines:
            if kind in {str(one).upper() for one in line.params.get("TYPE", []) + line.singletonparams}:
                return address(line)
    return address(lines[0]) if lines else ""


def address(line: Any) -> str:
    return re.sub(r"^(?:tel|mailto):", "", clean(str(line.value)), flags=re.IGNORECASE)


def mecard(text: str) -> Card:
    fields: dict[str, str] = {}
    for part in re.split(r"(?<!\\);", text[7:]):
        key, _colon, value = part.partition(":")
        fields.setdefault(key.strip().upper(), clean(re.sub(r"\\([\\;:,])", r"\1", value)))
    family, _comma, given = fields.get("N", "").partition(",")
    name = f"{given.strip()} {family.strip()}".strip()
    return Card(
        name, fields.get("TITLE", ""), fields.get("ORG", ""), fields.get("TEL", ""), fields.get("EMAIL", "").lower()
    )


def named(card: Card) -> Card:
    if not card.name:
        raise CardError("nameless")
    return card


def clean(text: str) -> str:
    """One line, without control characters, cut to what a field holds."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:MOST]
