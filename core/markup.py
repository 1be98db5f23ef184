"""Many small pieces of HTML at once: what is not safe in them is escaped in one pass, as Django escapes each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

CUT = "\0"  # in no text that can be kept


def escaped(words: Sequence[Any]) -> list[str]:
    """Each of these as it stands in HTML, in the same order."""
    shown: list[str] = []
    loose: list[int] = []
    for place, word in enumerate(words):
        kind = type(word)
        if kind is str:
            shown.append(word)
            loose.append(place)
        elif kind is SafeString:
            shown.append(word)
        elif hasattr(word, "__html__"):
            shown.append(word.__html__())
        else:
            shown.append(str(word))
            if not hasattr(shown[-1], "__html__"):  # a safe text stays safe
                loose.append(place)
    made = escape(CUT.join([shown[place] for place in loose])).split(CUT)
    if len(made) != len(loose):  # a text that holds the cut itself
        made = [escape(shown[place]) for place in loose]
    for place, word in zip(loose, made, strict=True):
        shown[place] = word
    return shown


def table_rows(pattern: str, rows: Iterable[tuple[Any, ...]]) -> SafeString:
    """One line of HTML for each row, its cells in the places {} of the pattern, which is ours and safe."""
    told = list(rows)
    cells = iter(escaped([cell for row in told for cell in row]))
    return mark_safe("\n".join([pattern.format(*[next(cells) for _cell in row]) for row in told]))  # noqa: S308
