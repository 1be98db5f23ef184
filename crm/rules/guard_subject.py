"""Of whom or of what a sentence speaks: "le client est nul" judges a person, "ce logiciel est nul" does not."""

import re
from functools import lru_cache
from typing import NamedTuple

from crm.rules.guard_text import Folded
from crm.rules.lexicon import cues
from crm.rules.matching import fold

SENTENCE_END = re.compile(r"(?<!\bm)(?<!\bmr)(?<!\bdr)(?<!\bmrs)[.!?;\n]+")
SHORT = 4
LAST_WORD = re.compile(r"([\w'-]+)\W*$")
NEXT_WORD = re.compile(r"\s+([\w'-]+)")
NOTES = frozenset({"insult", "offence"})


class Noun(NamedTuple):
    kind: str
    start: int
    end: int


class Cues(NamedTuple):
    every: re.Pattern[str]
    genitive: re.Pattern[str]
    named: re.Pattern[str]
    negation: re.Pattern[str]
    predicate: re.Pattern[str]
    epithet: re.Pattern[str]


def _list(text: str) -> str:
    return "|".join(line for line in text.split("\n") if line)


@lru_cache(maxsize=1)
def _cues() -> Cues:
    person, pronoun, thing = _list(cues.PERSON), _list(cues.PRONOUN), _list(cues.THING)
    known = rf"(?!(?:{person}|{pronoun}|{thing}|{_list(cues.EPITHET)})(?!\w))"
    every = (
        rf"(?<!\w)(?:(?P<person>{person})|(?P<pronoun>{pronoun})|(?P<thing>{thing}))(?!\w)|(?<!\w)(?P<it>c')"
        rf"|(?<!\w)(?P<other>(?:{_list(cues.DETERMINER)}){known}[a-z][a-z-]{{2,}})"
    )
    return Cues(
        re.compile(every),
        re.compile(cues.GENITIVE),
        re.compile(cues.NAME_THEN_VERB),
        re.compile(cues.NEGATION),
        re.compile(cues.PREDICATE),
        re.compile(_list(cues.EPITHET)),
    )


def clearly(text: str) -> str:
    """The language of a folded text, "fr" or "en"; nothing when its small words do not say."""
    french, english = len(cues.FRENCH.findall(text)), len(cues.ENGLISH.findall(text))
    if french > 2 * english:
        return "fr"
    return "en" if english > 2 * french else ""


class Subject(NamedTuple):
    """Words of a text, from start to end of its folded form, that a list of this category and language found."""

    folded: Folded
    start: int
    end: int
    category: str
    language: str


def speaks_of_somebody(found: Subject, *, bare: bool) -> bool:
    """Whether the words are said of a person, by the nearest noun or pronoun; `bare` when a note without one counts."""
    folded, start, end, category, language = found
    first, last = sentence_around(folded.text, start, end)
    before, after = folded.text[first:start], folded.text[end:last]
    if (
        category == "insult"
        and _cues().negation.search(before)
        and not folded.text[start:end].startswith(("pas", "not"))
    ):
        return False
    if language == "en" and not _cues().predicate.search(before):
        told = _said_of_next(after, category)
        if told is not None:
            return told
    left = _subject(before, folded.text[:first], language)
    if left is not None:
        return left
    right = next((noun for noun in _nouns(after) if noun.kind != "other"), None)
    if right is not None:
        return right.kind in ("person", "pronoun")
    if not bare:
        return False
    clause = before.rpartition(",")[2] + folded.text[start:end] + after.partition(",")[0]
    if not before.strip() or len(clause.split()) <= SHORT:
        return True  # a bare remark, in the way of notes on a client
    original = folded.original[folded.places[first] : folded.places[last - 1] + 1]
    return category != "insult" and _cues().named.search(original) is not None


def is_another_word(folded: Folded, start: int, end: int) -> bool:
    """Whether the accents of the text make another word of what its folded form holds."""
    first, last = folded.back(start, end)
    found, written = folded.text[start:end], folded.original[first:last]
    inside = cues.EVEN_INSIDE if " " in found else cues.ACCENTED
    return any(
        (plain in inside and fold(word) == word.lower()) or (plain in cues.UNACCENTED and plain != word.lower())
        for plain, word in zip(found.split(), written.split(), strict=False)
    )


def is_name(folded: Folded, start: int, end: int) -> bool:
    """Whether one capitalised word is the name of somebody or of a place: "Mme Cancer", "rue des Juifs"."""
    first, last = folded.back(start, end)
    word, before, after = folded.original[first:last], folded.original[:first], folded.original[last:]
    if not word[:1].isupper() or not word.isalpha():
        return False
    if word[1:].islower():
        return bool(cues.TITLE.search(before)) or _is_first_name(cues.CAPITALISED_BEFORE.search(before))
    neighbours = (cues.CAPITALISED_BEFORE.search(before), cues.CAPITALISED_AFTER.match(after))
    return word.isupper() and not folded.original.isupper() and any(_is_first_name(found) for found in neighbours)


def _is_first_name(found: re.Match[str] | None) -> bool:
    """A capitalised word beside it, which is neither a common noun nor an adjective that opens the sentence."""
    if found is None:
        return False
    word = fold(found[1])
    return not _cues().epithet.fullmatch(word) and not any(
        noun.kind in ("person", "thing", "pronoun") for noun in _nouns(word)
    )


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    first = max((match.end() for match in SENTENCE_END.finditer(text, 0, start)), default=0)
    following = SENTENCE_END.search(text, end)
    return first, following.start() if following else len(text)


def _said_of_next(after: str, category: str) -> bool | None:
    """English puts the word before its noun: "a stupid process"; None when what follows is no noun."""
    following = NEXT_WORD.match(after)
    if following is None or following[1] in cues.LINKS:
        return None
    noun = next(iter(_nouns(following[1])), None)
    if noun is not None:
        return noun.kind in ("person", "pronoun")
    return None if category not in NOTES or following[1].endswith("ly") else False


def _nouns(text: str) -> list[Noun]:
    return [Noun(str(match.lastgroup), match.start(), match.end()) for match in _cues().every.finditer(text)]


def _subject(before: str, earlier: str, language: str) -> bool | None:
    """True for a person, False for a thing, None when nothing on the left says."""
    found = _nouns(before)
    if found and found[-1].kind == "other" and not before[found[-1].end :].strip() and language == "en":
        found.pop()  # "a pathological liar": English has no noun there
    while found:
        nearest = found.pop()
        if nearest.kind == "pronoun":
            return _meant(before[: nearest.start] or earlier)
        if found and _hangs_on(found[-1], nearest, before):
            continue  # "le gérant du garage", "la machine du client": the first noun is spoken of
        return nearest.kind == "person"
    return None


def _hangs_on(one: Noun, other: Noun, text: str) -> bool:
    """Whether the second noun only says which the first one is."""
    between = text[one.end : other.start + 1]
    link = _cues().genitive.search(text[one.end : other.start]) or _cues().genitive.match(text[other.start : other.end])
    return link is not None and not re.search(r"[,:(]| (?:et|and|mais|but|que|that|est|is) ", between)


def _meant(text: str) -> bool:
    """Whether a pronoun stands for a person: the noun before it says, and it does when there is none."""
    nouns = [noun.kind for noun in _nouns(text) if noun.kind in ("person", "thing", "other")]
    return not nouns or nouns[-1] == "person" or "person" in nouns
