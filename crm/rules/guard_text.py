"""The forms under which the comment guard reads a text: folded, with its letters closed up, its disguises taken off.

Each form remembers, for every character, the place it came from, so that what is found can be shown in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crm.rules.matching import LETTERS, fold

SPACED = re.compile(r"(?<![\w'])\w(?:([ ._*\-])\w)(?:\1\w){2,}(?![\w'])")
DISGUISED = re.compile(r"(?<!\w)(?=\w*[0-9@$€!|])(?=[0-9@$€!|]*[a-z])[a-z0-9@$€!|]{4,}")
PLAIN = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "€": "e",
                       "!": "i", "|": "l"})  # fmt: skip
REPEATED = re.compile(r"([a-z])\1{2,}")
TOKEN = re.compile(r"[a-z]{8,}")


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
        if character.isascii():
            plain = " " if character.isspace() and character != "\n" else character.lower()
        elif character.isspace():
            plain = " "
        else:
            plain = fold(character) or str(LETTERS.get(ord(character), ""))
        for letter in plain:
            characters.append(letter)
            places.append(place)
    return Folded("".join(characters), tuple(places), text)


def undisguised(folded: Folded) -> Iterator[Folded]:
    """The text as it was meant: "c o n n a r d", "c0nnard", "connnnard"; only the forms that change something."""
    for once in (_closed_up(folded), _plain_letters(folded), _without_repeats(folded, 2), _without_repeats(folded, 1)):
        if once is not None:
            yield once


def _closed_up(folded: Folded) -> Folded | None:
    """Letters written one by one stand as a word; what stands around them is left out."""
    found = list(SPACED.finditer(folded.text))
    if not found:
        return None
    letters: list[str] = []
    places: list[int] = []
    for match in found:
        for at in range(match.start(), match.end(), 2):
            letters.append(folded.text[at])
            places.append(folded.places[at])
        letters.append("\n")
        places.append(folded.places[match.end() - 1])
    return Folded("".join(letters), tuple(places), folded.original)


def _plain_letters(folded: Folded) -> Folded | None:
    """Figures and signs inside a word are the letters they look like; the other words are left out."""
    found = [
        match for match in DISGUISED.finditer(folded.text) if sum(c.isalpha() for c in match[0]) * 2 >= len(match[0])
    ]
    if not found:
        return None
    letters: list[str] = []
    places: list[int] = []
    for match in found:
        letters += [*match[0].translate(PLAIN), "\n"]
        places += [*folded.places[match.start() : match.end()], folded.places[match.end() - 1]]
    return Folded("".join(letters), tuple(places), folded.original)


def _without_repeats(folded: Folded, kept: int) -> Folded | None:
    if not REPEATED.search(folded.text):
        return None
    letters: list[str] = []
    places: list[int] = []
    last = 0
    for match in REPEATED.finditer(folded.text):
        until = match.start() + kept
        letters += folded.text[last:until]
        places += folded.places[last:until]
        last = match.end()
    return Folded("".join(letters) + folded.text[last:], (*places, *folded.places[last:]), folded.original)
