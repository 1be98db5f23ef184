"""What must not be written about a person: finds it in a free text and proposes a better wording."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage that says too much: where, of which kind, and what to write instead."""

    category: str
    start: int
    end: int
    overridable: bool
    rewording: str


def check(text: str) -> list[Hit]:
    """The passages of the text that may not be kept, in order."""
    return []
