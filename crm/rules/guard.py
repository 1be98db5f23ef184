"""What must not be written about a person: finds it in a free text and proposes a better wording.

Some words are refused wherever they stand. Others are refused only when the sentence speaks of somebody: "le client
est nul" is a judgement on a person, "ce logiciel est nul" an opinion on a product, which stays allowed.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import DamerauLevenshtein

from crm.rules.guard_subject import Subject, clearly, is_another_word, is_name, speaks_of_somebody
from crm.rules.guard_text import TOKEN, Folded, fold_with_places, undisguised
from crm.rules.lexicon import NEVER, Lexicon, load
from crm.rules.matching import words
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
DISGUISES = frozenset({"insult", "sexuality", "health", "religion", "origin", "politics"})


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage that says too much: where, of which kind, may marketing let it pass, what to write instead."""

    category: str
    start: int
    end: int
    overridable: bool
    rewording: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The company's own lists, beside the shipped ones: words always allowed, words refused besides."""

    allowed: re.Pattern[str] = NEVER
    added: Sequence[tuple[str, str, re.Pattern[str]]] = field(default=())
    version: int = 0


SHIPPED = Rules()
DIGIT = re.compile(r"\d")


def make_rules(allowed: Iterable[str], added: Iterable[tuple[str, str, str]], version: int) -> Rules:
    """Lists as people write them: plain words, found with or without accents, capitals, plural and feminine endings.

    `added` holds (category, language, words).
    """
    by_kind: dict[tuple[str, str], list[str]] = {}
    for category, language, text in added:
        by_kind.setdefault((category, language), []).append(text)
    return Rules(
        _plain(allowed),
        tuple((category, language, _plain(texts)) for (category, language), texts in sorted(by_kind.items())),
        version,
    )


def _plain(texts: Iterable[str]) -> re.Pattern[str]:
    found = [r"[\W_]+".join(re.escape(word) + ("(?:e?s)?" if len(word) > 2 else "") for word in words(text))
             for text in sorted(texts, key=len, reverse=True)]  # fmt: skip
    found = [one for one in found if one]
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)") if found else NEVER


def check(text: str, rules: Rules | None = None, *, only: Collection[str] = ()) -> list[Hit]:
    """The passages of the text that may not be kept, in order, each counted once per category; `only` of some."""
    if not text.strip():
        return []
    rules = rules or SHIPPED
    folded = fold_with_places(text)
    language = clearly(folded.text)
    bare = _mask(rules.allowed, folded.text)
    found: list[Hit] = []
    for lexicon in load():
        if not only or lexicon.category in only:
            found += _words(lexicon, folded, bare, language)
    for form in undisguised(folded):
        found += _meant(form, rules)
    for category, spoken, pattern in rules.added:
        found += [_hit(category, *folded.back(*match.span()), spoken) for match in pattern.finditer(bare)]
    if DIGIT.search(text):
        for category, start, end in (*identity_numbers(text), *bank_numbers(text)):
            found.append(_hit(category, start, end, language or "fr"))
    return _distinct([hit for hit in found if not only or hit.category in only])


def reworded(text: str, hits: Iterable[Hit]) -> str:
    """The text with each passage replaced by the objective wording, or left out when there is none."""
    for hit in sorted(hits, key=lambda one: one.start, reverse=True):
        text = text[: hit.start] + hit.rewording + text[hit.end :]
    text = re.sub(r"\s+([,.;])", r"\1", re.sub(r"[ \t]{2,}", " ", text))
    return re.sub(r"^[\s,;:–-]+|[\s,;:–-]+$", "", text)


def _hit(category: str, start: int, end: int, language: str) -> Hit:
    return Hit(category, start, end, category in OVERRIDABLE, REWORDINGS[language].get(category, ""))


def _mask(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: "\x00" * len(match[0]), text)


def _words(lexicon: Lexicon, folded: Folded, bare: str, language: str) -> Iterator[Hit]:
    """What one list finds; a text clearly in another language is read without the words both languages share."""
    masked = _mask(lexicon.harmless, bare)
    strange = bool(language) and language != lexicon.language
    for match in lexicon.always.finditer(masked):
        if not (strange and lexicon.shared.fullmatch(match[0])) and not _is_something_else(folded, match):
            yield _hit(lexicon.category, *folded.back(*match.span()), lexicon.language)
    for pattern, bare_too in ((lexicon.person, True), (lexicon.said, False)) if not strange else ():
        for match in pattern.finditer(masked):
            subject = Subject(folded, *match.span(), lexicon.category, lexicon.language)
            if not _is_something_else(folded, match) and speaks_of_somebody(subject, bare=bare_too):
                yield _hit(lexicon.category, *folded.back(*match.span()), lexicon.language)
    if lexicon.typos:
        yield from _misspelt(lexicon, folded, masked)


def _is_something_else(folded: Folded, match: re.Match[str]) -> bool:
    return is_name(folded, *match.span()) or is_another_word(folded, *match.span())


def _meant(form: Folded, rules: Rules) -> Iterator[Hit]:
    """What is found once a disguise is taken off."""
    bare = _mask(rules.allowed, form.text)
    for lexicon in load():
        if lexicon.category in DISGUISES:
            for match in lexicon.always.finditer(_mask(lexicon.harmless, bare)):
                yield _hit(lexicon.category, *form.back(*match.span()), lexicon.language)


def _misspelt(lexicon: Lexicon, folded: Folded, masked: str) -> Iterator[Hit]:
    """Long words one letter away from a word of the list, which hardly resemble anything else."""
    for match in TOKEN.finditer(masked):
        for word in lexicon.typos:
            near = word[0] == match[0][0] and word[:-1] != match[0][:-1] and not match[0].startswith(word)
            if near and DamerauLevenshtein.distance(word, match[0], score_cutoff=1) == 1:
                yield _hit(lexicon.category, *folded.back(*match.span()), lexicon.language)
                break


def _distinct(hits: list[Hit]) -> list[Hit]:
    """In order; a passage inside another one of the same category is told once."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.category, h.start, -h.end)):
        last = kept[-1] if kept else None
        if last and last.category == hit.category and hit.start < last.end:
            continue
        kept.append(hit)
    return sorted(kept, key=lambda h: (h.start, h.end, h.category))
