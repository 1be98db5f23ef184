"""Amounts of money in a note, in euros: 12 400 €, 12,5 k€, €9,500, 80k, 30 mille euros."""

import re
from dataclasses import dataclass
from decimal import Decimal

from debrief.rules.quick_note.text import Span

FIGURE = r"\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
SCALE = r"k|m(?:illions?)?|mille|thousand"
MONEY = r"€|euros?|eur\b|keur\b|balles"
AFTER = re.compile(rf"(?<![\w/.,])(?P<figure>{FIGURE})\s?(?P<scale>{SCALE})?\s?(?:de\s)?(?P<money>{MONEY})")
BEFORE = re.compile(rf"(?:€|\beur)\s?(?P<figure>{FIGURE})\s?(?P<scale>{SCALE})?(?!\w)")
BARE = re.compile(rf"(?<![\w/.,])(?P<figure>{FIGURE})\s?(?P<scale>k|mille|thousand)(?![\w€])")
PRICED = re.compile(
    r"\b(?:prix|tarif|devis|offre|budget|montant|price|quoted?|offer|amount)\b\D{0,25}?"
    r"(?<![\w/.,])(?P<figure>\d{1,3}(?:[ .,]\d{3})+|\d{3,6})(?P<scale>)(?![\d\w%/.-])"
)
TIMES = {"k": 1000, "mille": 1000, "thousand": 1000, "m": 1_000_000}
MOST = Decimal(10) ** 10


@dataclass(frozen=True)
class Amount:
    span: Span
    value: Decimal


def amounts(folded: str) -> list[Amount]:
    """Every amount, in order; the first reading of a place wins."""
    found: list[Amount] = []
    for pattern in (AFTER, BEFORE, BARE, PRICED):
        for match in pattern.finditer(folded):
            span = Span(match.start("figure") if pattern is PRICED else match.start(), match.end())
            value = value_of(match["figure"], match["scale"] or ("k" if "keur" in match[0] else ""))
            if value is not None and not any(span.meets(other.span) for other in found):
                found.append(Amount(span, value))
    return sorted(found, key=lambda one: one.span.start)


def value_of(figure: str, scale: str) -> Decimal | None:
    """A separator before three digits groups thousands, before one or two it is decimal."""
    whole, cents = figure, ""
    if match := re.fullmatch(r"(.*\d)[.,](\d{1,2})", figure):
        whole, cents = match.groups()
    digits = re.sub(r"[ .,]", "", whole)
    value = Decimal(f"{digits}.{cents or 0}") * TIMES.get(scale[:1] if scale.startswith("mil") is False else scale, 1)
    return value.quantize(Decimal("0.01")) if 0 < value < MOST else None
