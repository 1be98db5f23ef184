"""The words by which a clause says a need, an objection, an opinion, a project, equipment or a next step.

Each list is a file of `lexicon/`, one expression a line, folded; longer expressions are tried first.
"""

import re
from pathlib import Path

FOLDER = Path(__file__).parent / "lexicon"


def expressions(name: str) -> str:
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return "|".join(line for line in lines if line and not line.startswith("#"))


def cue(name: str, *, whole: bool = False) -> "re.Pattern[str]":
    """Any expression of the list at the beginning of a word, and up to the end of one when `whole`."""
    return re.compile(rf"\b(?:{expressions(name)})" + (r"\b" if whole else ""))


def machines() -> "re.Pattern[str]":
    """A machine beside words of possession, of a year or of an age."""
    machine, owns = f"(?:{expressions('machines')})", f"(?:{expressions('owns')})"
    year = r"\b(?:de|of|from|since|depuis)? ?(?:19|20)\d\d\b"
    return re.compile(
        rf"\b{owns}.{{0,45}}\b{machine}\b|\b{machine}\b.{{0,45}}\b{owns}|\b{machine}\b.{{0,40}}{year}|"
        rf"\b{machine}\b.{{0,20}}\b\d+ (?:ans|years)"
    )


CUES = {name: cue(name) for name in ("objection", "project", "need", "opinion")} | {"equipment": machines()}
STEPS = {name: cue(name, whole=True) for name in ("call", "quote", "demo", "visit")}
SOLD = cue("sold", whole=True)
PAST = cue("past", whole=True)
