"""Telephone numbers and e-mail addresses in a note, dictated ones included."""

import re
from dataclasses import dataclass

import phonenumbers

from debrief.rules.quick_note.text import Span

ADDRESS = re.compile(r"[a-z0-9][\w.+%-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")
DICTATED = re.compile(
    r"\b(?P<user>[a-z0-9][\w-]*(?:(?:\.|\s(?:point|dot)\s)[\w-]+)*)\s(?:arr?obase|arobas|at)\s"
    r"(?P<host>[a-z0-9-]+(?:\s(?:point|dot)\s[a-z0-9-]+)+)\b"
)
SPOKEN_DOT = re.compile(r"\s(?:point|dot)\s")


@dataclass(frozen=True)
class Found:
    span: Span
    value: str


def emails(folded: str) -> list[Found]:
    """Addresses in lower case."""
    found = [Found(Span(m.start(), m.end()), m[0]) for m in ADDRESS.finditer(folded)]
    for match in DICTATED.finditer(folded):
        span = Span(match.start(), match.end())
        if not any(span.meets(other.span) for other in found):
            user, host = (SPOKEN_DOT.sub(".", part) for part in match.group("user", "host"))
            found.append(Found(span, f"{user}@{host}"))
    return sorted(found, key=lambda one: one.span.start)


def phones(text: str, region: str = "FR", others: tuple[str, ...] = ()) -> list[Found]:
    """Valid numbers in international form, read as local to the region first."""
    found: list[Found] = []
    for country in (region, *others):
        for match in phonenumbers.PhoneNumberMatcher(text, country, phonenumbers.Leniency.VALID):
            span = Span(match.start, match.end)
            if not any(span.meets(other.span) for other in found):
                value = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
                found.append(Found(span, value))
    return sorted(found, key=lambda one: one.span.start)
