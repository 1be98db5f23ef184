"""What waits for one person: each app counts its own, the layout shows the sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Notice:
    label: Any
    count: int
    url: str
    icon: str = "bell"
    tone: str = "accent"


Count = Callable[[Any], Sequence[Notice]]
_sources: dict[str, Count] = {}


def register(name: str, count: Count) -> None:
    """`count` says what waits for a person, one query at most."""
    _sources[name] = count


def waiting(user: Any) -> list[Notice]:
    """Everything that waits for this person, without the empty ones."""
    if not getattr(user, "is_authenticated", False):
        return []
    return [notice for count in _sources.values() for notice in count(user) if notice.count]
