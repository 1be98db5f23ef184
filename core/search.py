"""One search box: each app says how it finds its own records for one person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

MIN_LENGTH = 2
SHORTEST_NEAR = 4
PER_SOURCE = 8


@dataclass(frozen=True, slots=True)
class Hit:
    label: str
    url: str
    hint: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    label: Any
    hits: Sequence[Hit]


Find = Callable[[Any, str, int], Sequence[Hit]]  # (user, text, at most how many), scoped by the app itself


@dataclass(frozen=True, slots=True)
class _Source:
    name: str
    label: Any
    find: Find
    near: Find | None
    permission: str | None
    rank: int


_sources: dict[str, _Source] = {}


def register(
    name: str, label: Any, find: Find, *, near: Find | None = None, permission: str | None = None, rank: int = 50
) -> None:
    """The search box also asks `find`, when the person holds the permission; and `near` when nothing was found."""
    _sources[name] = _Source(name, label, find, near, permission, rank)


def search(user: Any, text: str, *, limit: int = PER_SOURCE) -> list[Group]:
    """What this person finds under these words, source by source; nothing for fewer than two letters."""
    words = text.strip()
    if len(words) < MIN_LENGTH:
        return []
    asked = sorted((one for one in _sources.values() if _may(user, one)), key=_rank)
    groups = _filled(Group(one.name, one.label, one.find(user, words, limit)) for one in asked)
    if groups or len(words) < SHORTEST_NEAR:
        return groups
    return _filled(Group(one.name, one.label, one.near(user, words, limit)) for one in asked if one.near)


def _may(user: Any, source: _Source) -> bool:
    return source.permission is None or bool(user.has_perm(source.permission))


def _filled(groups: Iterable[Group]) -> list[Group]:
    return [group for group in groups if group.hits]


def _rank(source: _Source) -> int:
    return source.rank
