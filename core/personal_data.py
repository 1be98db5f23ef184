"""Registry: each app says how to export and how to erase one person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction


@dataclass(frozen=True, slots=True)
class PersonalDataSource:
    """What one app holds about a contact, known by its number."""

    name: str
    export: Callable[[int], list[dict[str, Any]]]
    erase: Callable[[int], int]


_sources: dict[str, PersonalDataSource] = {}


def register(source: PersonalDataSource) -> None:
    _sources[source.name] = source


def sources() -> list[PersonalDataSource]:
    return list(_sources.values())


def export(pk: int) -> dict[str, list[dict[str, Any]]]:
    """Everything held about this contact, app by app."""
    return {source.name: source.export(pk) for source in _sources.values()}


@transaction.atomic
def erase(pk: int) -> dict[str, int]:
    """Nothing is held about this contact any more; how many rows each app blanked."""
    return {source.name: source.erase(pk) for source in _sources.values()}
