"""Reads the word lists of the comment guard, one text file per language and subject, into compiled expressions."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent
LANGUAGES = ("fr", "en")
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What one language says of one category."""

    category: str
    language: str
    always: re.Pattern[str]
    person: re.Pattern[str]
    said: re.Pattern[str]
    harmless: re.Pattern[str]
    shared: re.Pattern[str]
    typos: tuple[str, ...]


def any_of(expressions: list[str]) -> re.Pattern[str]:
    """One expression for all of them, on whole words; never true when there are none."""
    longest_first = sorted(expressions, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)") if expressions else NEVER


def parse(text: str) -> dict[str, dict[str, list[str]]]:
    """category → kind → expressions; `@NAME value` stands for {NAME} in the lines below."""
    found: dict[str, dict[str, list[str]]] = {}
    macros: dict[str, str] = {}
    terms: list[str] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("@"):
            name, _, value = line[1:].partition(" ")
            macros[f"{{{name}}}"] = value
        elif heading := re.fullmatch(r"\[(\w+) (\w+)\]", line):
            terms = found.setdefault(heading[1], {}).setdefault(heading[2], [])
        else:
            for macro, value in macros.items():
                line = line.replace(macro, value)
            terms.append(line)
    return found


@lru_cache(maxsize=1)
def load() -> tuple[Lexicon, ...]:
    """Every category in every language, read once."""
    read = [
        (language, category, kinds)
        for language in LANGUAGES
        for path in sorted(FOLDER.glob(f"{language}_*.txt"))
        for category, kinds in parse(path.read_text(encoding="utf-8")).items()
    ]
    harmless: dict[str, list[str]] = {}
    for _language, category, kinds in read:
        harmless.setdefault(category, []).extend(kinds.get("except", []))
    return tuple(
        Lexicon(
            category=category,
            language=language,
            always=any_of(kinds.get("always", [])),
            person=any_of(kinds.get("person", [])),
            said=any_of(kinds.get("said", [])),
            harmless=any_of(harmless[category]),
            shared=any_of(kinds.get("shared", [])),
            typos=tuple(kinds.get("typos", [])),
        )
        for language, category, kinds in read
    )
