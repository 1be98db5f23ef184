"""What the words of a file mean: "Oui" is yes, "Salon" is our event; guessed, chosen once, remembered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils import translation

from core.imports.map import Field, Mapping, fold
from core.imports.table import Table

YES, NO = "yes", "no"
YES_WORDS = frozenset(["oui", "yes", "o", "y", "x", "1", "true", "vrai", "ok", "on", "ja", "si"])
NO_WORDS = frozenset(["non", "no", "n", "0", "false", "faux", "off", "nein"])
REFUSE = "?"  # the word stays as it is, and its row is refused
MOST_WORDS = 40
Words = dict[str, dict[str, str]]  # field → word of the file → our value; "" leaves the cell out


def guess_value(word: str, field: Field) -> str:
    """The choice of this field that a word names: by its code, its label in our languages, a usual word; or none."""
    plain = fold(word)
    for value, label in field.choices:
        if plain in (fold(value), *(fold(name) for name in _names(label))):
            return value
    if any(value == YES for value, _label in field.choices):
        return YES if plain in YES_WORDS else NO if plain in NO_WORDS else REFUSE
    return next((value for value, words in field.words.items() if plain in words), REFUSE)


def _names(label: object) -> Iterable[str]:
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield str(label)


def words_in(table: Table, mapping: Mapping, fields: Sequence[Field]) -> dict[str, list[str]]:
    """The different words that the columns with choices hold, the first forty of each, in one reading."""
    chosen = {field.key: mapping[field.key] for field in fields if field.choices and field.key in mapping}
    found: dict[str, dict[str, None]] = {key: {} for key in chosen}
    if not chosen:
        return {}
    for _line, record, _cells in table.records(chosen):
        for key, word in record.items():
            if word and len(found[key]) < MOST_WORDS:
                found[key].setdefault(word)
    return {key: list(words) for key, words in found.items()}


def meanings(found: dict[str, list[str]], fields: Sequence[Field], known: Words) -> Words:
    """Each word with what was chosen for it before, or our guess."""
    by_key = {field.key: field for field in fields}
    return {
        key: {word: known.get(key, {}).get(word, guess_value(word, by_key[key])) for word in words}
        for key, words in found.items()
    }


def translated(record: dict[str, str], words: Words) -> dict[str, str]:
    """The record with each known word replaced by our value."""
    for key, meaning in words.items():
        if (word := record.get(key)) and meaning.get(word, REFUSE) != REFUSE:
            record[key] = meaning[word]
    return record
