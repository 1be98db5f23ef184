"""Precision and recall of the quick note on labelled notes, by kind.

A labelled file has one note a line, `language|note|kind=value;kind=value`; lines that begin with # hold its lists
(`# competitors: A, B`) and its day (`# day: 2026-03-10`). A person is right by her folded name, a date, an amount or
a number by its value; a need, an opinion and the like are right when the proposed words hold the labelled ones.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from debrief.rules.quick_note.reading import read_note
from debrief.rules.quick_note.shape import Lists, Reading
from debrief.rules.quick_note.text import plain

SPOKEN = ("need", "objection", "opinion", "project", "equipment", "price")
KINDS = ("person", "role", "phone", "email", "company", "amount", "date", "competitor", "product", *SPOKEN, "next")
Labels = list[tuple[str, str]]


@dataclass(frozen=True)
class Note:
    language: str
    text: str
    labels: Labels


@dataclass
class Labelled:
    day: date = date(2026, 1, 1)
    lists: Lists = field(default_factory=Lists)
    notes: list[Note] = field(default_factory=list)


@dataclass
class Score:
    """Hits, false proposals and misses of each kind, with what went wrong where."""

    hits: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str, str, str]] = field(default_factory=list)

    def precision(self, kind: str) -> float | None:
        return ratio(self.hits[kind], self.false[kind])

    def recall(self, kind: str) -> float | None:
        return ratio(self.hits[kind], self.missed[kind])


def ratio(hits: int, others: int) -> float | None:
    return hits / (hits + others) if hits + others else None


def read_labelled(lines: Iterable[str]) -> Labelled:
    told = Labelled()
    names: dict[str, tuple[tuple[int, str], ...]] = {}
    for line in lines:
        if line.startswith("#"):
            key, _colon, value = line[1:].strip().partition(":")
            if key == "day":
                told.day = date.fromisoformat(value.strip())
            elif key in {"companies", "competitors", "products"}:
                names[key] = tuple(enumerate((part.strip() for part in value.split(",")), 1))
        elif line.strip():
            language, text, labels = line.rstrip("\n").split("|")
            pairs = [pair.partition("=")[::2] for pair in labels.split(";") if pair]
            told.notes.append(Note(language, text, pairs))
    told.lists = Lists(**names)
    return told


def measure(told: Labelled) -> Score:
    score = Score()
    for note in told.notes:
        compare(note, proposed(read_note(note.text, today=told.day, lists=told.lists)), score)
    return score


def proposed(reading: Reading) -> Labels:
    """The same labels, from what was read; a value named twice in a note counts once."""
    rows = [("person", plain(p.name)) for p in reading.proposals if p.what == "person"]
    rows += [("role", plain(p.role)) for p in reading.people if p.role]
    rows += [("phone", one.value) for one in reading.phones] + [("email", one.value) for one in reading.emails]
    rows += [("company", plain(one.name)) for one in reading.companies]
    rows += [("competitor", plain(one.name)) for one in reading.competitors]
    rows += [("product", plain(one.name)) for one in reading.products]
    rows += [("amount", str(one.value)) for one in reading.amounts]
    rows += [("date", one.value.isoformat()) for one in reading.dates]
    rows += [(p.what, plain(p.value)) for p in reading.proposals if p.what in SPOKEN]
    rows += [("next", p.step) for p in reading.proposals if p.what == "next_step"]
    return list(dict.fromkeys(rows))


def wanted(labels: Labels) -> Labels:
    exact = {"amount": lambda text: str(Decimal(text).quantize(Decimal("0.01"))), "email": str.lower}
    return [(kind, exact.get(kind, plain)(value)) for kind, value in labels]


def compare(note: Note, found: Labels, score: Score) -> None:
    left = list(found)
    for kind, value in wanted(note.labels):
        match = next((one for one in left if one[0] == kind and same(kind, value, one[1])), None)
        if match:
            left.remove(match)
            score.hits[kind] += 1
        else:
            score.missed[kind] += 1
            score.faults.append(("missed", kind, value, note.text))
    for kind, value in left:
        score.false[kind] += 1
        score.faults.append(("false", kind, value, note.text))


def same(kind: str, label: str, found: str) -> bool:
    return label in found if kind in SPOKEN else label == found
