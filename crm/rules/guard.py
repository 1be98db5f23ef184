"""What must not be written about a person: finds it in a free text and proposes a better wording.

Some words are refused wherever they stand. Others are refused only when the sentence speaks of somebody: "le client
est nul" is a judgement on a person, "ce logiciel est nul" an opinion on a product, which stays allowed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from crm.rules.lexicon import Lexicon, cues, load
from crm.rules.matching import LETTERS, fold
from crm.rules.numbers import bank_numbers, identity_numbers

CATEGORIES = (
    "insult",
    "health",
    "private_life",
    "offence",
    "origin",
    "religion",
    "politics",
    "union",
    "sexuality",
    "national_id",
    "bank",
)
OVERRIDABLE = frozenset({"insult", "private_life", "offence"})
REWORDINGS = {
    "fr": {
        "insult": "échange difficile",
        "health": "rendez-vous à adapter",
        "private_life": "indisponible actuellement",
        "national_id": "[numéro retiré]",
        "bank": "[numéro retiré]",
    },
    "en": {
        "insult": "difficult conversation",
        "health": "appointment to adapt",
        "private_life": "unavailable at present",
        "national_id": "[number removed]",
        "bank": "[number removed]",
    },
}
SENTENCE_END = re.compile(r"(?<!\bm)(?<!\bmr)(?<!\bdr)(?<!\bmrs)[.!?;\n]+")
SHORT = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage that says too much: where, of which kind, may marketing let it pass, what to write instead."""

    category: str
    start: int
    end: int
    overridable: bool
    rewording: str


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without accents and capitals, and for each of its characters the place it came from."""

    text: str
    places: tuple[int, ...]
    original: str

    def back(self, start: int, end: int) -> tuple[int, int]:
        return self.places[start], self.places[end - 1] + 1


def fold_with_places(text: str) -> Folded:
    characters, places = [], []
    for place, character in enumerate(text):
        plain = " " if character.isspace() and character != "\n" else fold(character) or LETTERS.get(ord(character), "")
        for letter in "\n" if character == "\n" else str(plain):
            characters.append(letter)
            places.append(place)
    return Folded("".join(characters), tuple(places), text)


@lru_cache(maxsize=1)
def _cues() -> tuple[re.Pattern[str], ...]:
    person, pronoun, thing = ("|".join(text.split("\n")).strip("|") for text in (cues.PERSON, cues.PRONOUN, cues.THING))
    every = rf"(?<!\w)(?:(?P<person>{person})|(?P<pronoun>{pronoun})|(?P<thing>{thing}))(?![\w])|(?<!\w)(?P<it>c')"
    return (
        re.compile(every),
        re.compile(cues.GENITIVE),
        re.compile(cues.NAME_THEN_VERB),
        re.compile(cues.NEGATION),
    )


def check(text: str) -> list[Hit]:
    """The passages of the text that may not be kept, in order, each counted once per category."""
    if not text.strip():
        return []
    folded = fold_with_places(text)
    found: list[Hit] = []
    for lexicon in load():
        found += _words(lexicon, folded)
    for category, start, end in (*identity_numbers(text), *bank_numbers(text)):
        found.append(_hit(category, start, end, "fr"))
    return _distinct(found)


def _hit(category: str, start: int, end: int, language: str) -> Hit:
    return Hit(category, start, end, category in OVERRIDABLE, REWORDINGS[language].get(category, ""))


def _words(lexicon: Lexicon, folded: Folded) -> list[Hit]:
    masked = lexicon.harmless.sub(lambda match: "\x00" * len(match[0]), folded.text)
    matches = [*lexicon.always.finditer(masked)]
    matches += [
        match
        for match in lexicon.person.finditer(masked)
        if speaks_of_somebody(folded, match.start(), match.end(), lexicon.category)
    ]
    return [_hit(lexicon.category, *folded.back(match.start(), match.end()), lexicon.language) for match in matches]


def speaks_of_somebody(folded: Folded, start: int, end: int, category: str) -> bool:
    """Whether the words from start to end are said of a person, by the nearest noun or pronoun of the sentence."""
    first, last = _sentence(folded.text, start, end)
    every, _genitive, name, negation = _cues()
    before, after = folded.text[first:start], folded.text[end:last]
    if category == "insult" and negation.search(before) and not folded.text[start:end].startswith("pas"):
        return False
    left = _subject(before, folded.text[:first])
    if left is not None:
        return left
    right = next(every.finditer(after), None)
    if right is not None:
        return right.lastgroup in ("person", "pronoun")
    if not before.strip() or len(folded.text[first:last].split()) <= SHORT:
        return True  # a bare remark, in the way of notes on a client
    original = folded.original[folded.places[first] : folded.places[last - 1] + 1]
    return category != "insult" and name.search(original) is not None


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = max((match.end() for match in SENTENCE_END.finditer(text, 0, start)), default=0)
    following = SENTENCE_END.search(text, end)
    return first, following.start() if following else len(text)


def _subject(before: str, earlier: str) -> bool | None:
    """True for a person, False for a thing, None when nothing on the left says."""
    every, genitive, *_rest = _cues()
    found = list(every.finditer(before))
    if found:
        nearest = found.pop()
        owned = found and found[-1].lastgroup == "thing" and genitive.search(before[: nearest.start()])
        if nearest.lastgroup == "person" and owned:
            return False
        if nearest.lastgroup == "pronoun":
            return _meant(before[: nearest.start()] or earlier)
        return nearest.lastgroup == "person"
    return None


def _meant(text: str) -> bool:
    """Whether a pronoun stands for a person: the noun before it says, and it does when there is none."""
    nouns = [match.lastgroup for match in _cues()[0].finditer(text) if match.lastgroup in ("person", "thing")]
    return not nouns or nouns[-1] == "person"


def _distinct(hits: list[Hit]) -> list[Hit]:
    """In order; a passage inside another one of the same category is told once."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.category, h.start, -h.end)):
        last = kept[-1] if kept else None
        if last and last.category == hit.category and hit.start < last.end:
            continue
        kept.append(hit)
    return sorted(kept, key=lambda h: (h.start, h.end, h.category))
