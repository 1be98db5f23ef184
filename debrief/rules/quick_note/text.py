"""The note as the rules read it: lower case without accents, each character still at its place, cut into clauses."""

import re
import unicodedata
from dataclasses import dataclass

SAME = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "–": "-", "—": "-"})
SHORT = r"(?<!\bm)(?<!\bmr)(?<!\bms)(?<!\bdr)(?<!\bmme)(?<!\bmrs)(?<!\bmlle)"
CUT = re.compile(rf"[\n;!?]+|{SHORT}\.+(?=\s|$)|,?\s+(?:mais|but|sinon|otherwise)\s+(?=\S+\s\S+\s\S+)|\s-\s")


@dataclass(frozen=True)
class Span:
    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


def letter(character: str) -> str:
    """One character for one character."""
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def plain(text: str) -> str:
    """Lower case, no accents, straight apostrophes, plain spaces; the same length as the text."""
    return "".join(letter(character) for character in text.translate(SAME))


def clauses(text: str, kept: list[Span]) -> list[Span]:
    """The parts of the note that each say one thing; a mark inside an address or a number does not cut."""
    folded, parts, start = plain(text), [], 0
    for mark in CUT.finditer(folded):
        if any(span.start < mark.end() and mark.start() < span.end - 1 for span in kept):
            continue
        parts.append((start, mark.start()))
        start = mark.end()
    parts.append((start, len(text)))
    return [Span(*trimmed) for trimmed in (trim(text, *part) for part in parts) if trimmed[0] < trimmed[1]]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum() and text[start] not in "€+(":
        start += 1
    while end > start and text[end - 1] in " ,:.-":
        end -= 1
    return start, end
