"""Who is away and when: a floor above declares where absences are kept, a floor below asks without knowing it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

Source = Callable[[date, date], Collection[int]]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """`source` says who is away at least one day between two, both included: the users' ids, one query."""
    _sources[name] = source


def people_away(first: date, last: date) -> frozenset[int]:
    """The ids of everybody away at least one day of this stretch, whoever says so."""
    return frozenset(pk for source in _sources.values() for pk in source(first, last))
