"""Reads address books: vCards 2.1, 3.0 and 4.0 as many programs write them, one row a card."""

from __future__ import annotations

import io
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.imports.csv import decode, encoding_of
from core.imports.table import FileRefused, Table

MARK = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*B\x00?E\x00?G\x00?I\x00?N\x00?:\x00?V", re.IGNORECASE)
HEADERS = ["Name", "First name", "Last name", "E-mail", "Phone", "Company", "Job title", "Street", "Postcode", "City",
           "Country"]  # fmt: skip
PROPERTY = re.compile(r"(?:[\w-]+\.)?(?P<name>[\w-]+)(?P<params>(?:;(?:\"[^\"]*\"|[^:\"])*)?):(?P<value>.*)", re.DOTALL)
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
PLAIN_PARAMS = frozenset({"quoted-printable", "base64", "b", "8bit", "7bit"})
NO_VOICE = frozenset({"fax", "pager", "homefax", "workfax", "assistant", "telex", "modem", "video"})
FOLD = re.compile(rb"(?<!=)\n[ \t]")
GLUED = re.compile(r"(?i)(end:vcard)[ \t]*(?=begin:vcard)")
MAX_CARDS = 100_000


@dataclass(slots=True)
class Card:
    """The properties of one card: (name, types, value), in their order."""

    properties: list[tuple[str, frozenset[str], str]] = field(default_factory=list)

    def all(self, name: str) -> list[tuple[frozenset[str], str]]:
        return [(types, value) for key, types, value in self.properties if key == name and value.strip()]

    def first(self, name: str) -> str:
        return next((value for _types, value in self.all(name)), "")


def is_vcard(content: bytes) -> bool:
    return MARK.match(content[:200]) is not None


def read(content: bytes) -> Table:
    """A table of the cards, by their number in the file; a card without a name or an address is an empty row."""
    rows = [_row(card) for card in _cards(_text(content))]
    if not rows:
        raise FileRefused(_("This address book holds no card."))
    if len(rows) > MAX_CARDS:
        raise FileRefused(_("This file has more than %(count)s rows: split it.") % {"count": MAX_CARDS})
    return Table.of(HEADERS, rows, first_line=1)


def _text(content: bytes) -> str:
    """The text of the file: each line in UTF-8 if it can be, else in the encoding of the whole, as joined books need.

    Folded lines are joined while they are still bytes: programs fold in the middle of a letter.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in content[:200]:
        text = decode(content)
    else:
        encoding = encoding_of(io.BytesIO(content))
        fallback = "cp1252" if encoding.startswith("utf") else encoding
        lines = FOLD.sub(b"", content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")).split(b"\n")
        text = "\n".join(_line(line, fallback) for line in lines)
    return GLUED.sub("\\1\n", text.replace("\ufeff", ""))


def _line(line: bytes, fallback: str) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(fallback, errors="replace")


def _cards(text: str) -> Iterator[Card]:
    """Each card from BEGIN to END; one that never ends stops where the next begins, or with the file."""
    card: Card | None = None
    for line in _without_agents(_unfolded(text)):
        word = line.strip().lower()
        if word in ("begin:vcard", "end:vcard"):
            if card is not None:
                yield card
            card = Card() if word == "begin:vcard" else None
        elif card is not None and (found := _property(line)):
            card.properties.append(found)
    if card is not None:
        yield card


def _without_agents(lines: Iterator[str]) -> Iterator[str]:
    """The lines but for the cards inside cards: version 2.1 writes an assistant's so, who is nobody of the book."""
    inside, announced = 0, False
    for line in lines:
        word = line.strip().lower()
        if word == "begin:vcard":
            inside = inside + 1 if announced else 0
        if not inside:
            yield line
        elif word == "end:vcard":
            inside -= 1
        announced = word.startswith("agent") and word.endswith(":")


def _unfolded(text: str) -> Iterator[str]:
    """Lines as they were before they were broken: a leading space continues, as does the "=" of quoted-printable."""
    held = ""
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        soft = held.endswith("=") and "quoted-printable" in held.lower().partition(":")[0]
        if soft:
            held = held[:-1] + line.lstrip(" \t") if line.startswith((" ", "\t")) else held[:-1] + line
        elif line[:1] in (" ", "\t") and held:
            held += line[1:]
        else:
            if held:
                yield held
            held = line
    if held:
        yield held


def _property(line: str) -> tuple[str, frozenset[str], str] | None:
    found = PROPERTY.match(line)
    if found is None:
        return None
    types, charset, coded = set(), "utf-8", ""
    for param in re.findall(r";((?:\"[^\"]*\"|[^;\"])*)", found["params"]):
        key, _equals, value = param.lower().replace('"', "").partition("=")
        if key == "charset":
            charset = value
        elif key == "encoding" or key in PLAIN_PARAMS:
            coded = value or key
        else:
            types |= {one.strip() for one in (value or key).split(",")}
    name, value = found["name"].lower(), found["value"]
    if name in ("photo", "logo", "key", "sound") or coded in ("base64", "b"):
        return None
    if coded == "quoted-printable":
        value = _unquoted(value, charset)
    return name, frozenset(types), value


def _unquoted(value: str, charset: str) -> str:
    raw = quopri.decodestring(value.encode("utf-8", errors="replace"))
    for name in (charset, "utf-8", "cp1252"):
        try:
            return raw.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("utf-8", errors="replace")


def _parts(value: str) -> list[str]:
    """A value of several parts: cut at ";" where it is not escaped, then plain."""
    return [_plain(part) for part in re.split(r"(?<!\\);", value)]


def _plain(value: str) -> str:
    text = ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)
    return " ".join(text.split())


def _row(card: Card) -> list[str]:
    last, first, *_others = [*_parts(card.first("n")), "", ""]
    name = _plain(card.first("fn")) or " ".join(part for part in (first, last) if part)
    company = next(iter(_parts(card.first("org"))), "")
    if not name and not company:
        name = _plain(card.first("nickname"))
    address = [*_address(card), *[""] * 7]
    return [
        name if not (first and last) else "",
        first if last else "",
        last if first else "",
        _email(card),
        _phone(card),
        company,
        _plain(card.first("title") or card.first("role")),
        address[2],
        address[5],
        address[3],
        address[6],
    ]


def _email(card: Card) -> str:
    """The address preferred, else the one at work, else the first."""
    found = sorted(card.all("email"), key=lambda one: ("pref" not in one[0], "work" not in one[0]))
    return _plain(found[0][1]).removeprefix("mailto:") if found else ""


def _phone(card: Card) -> str:
    """A mobile if there is one, else the number preferred or at work; never a fax."""
    voices = [one for one in card.all("tel") if not one[0] & NO_VOICE]
    voices.sort(key=lambda one: (not one[0] & {"cell", "mobile"}, "pref" not in one[0], "work" not in one[0]))
    return _plain(voices[0][1]).removeprefix("tel:").partition(";")[0] if voices else ""


def _address(card: Card) -> list[str]:
    found = sorted(card.all("adr"), key=lambda one: "work" not in one[0])
    return _parts(found[0][1]) if found else []
