"""Panels that upper floors hang on lower floors' pages, by URL name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Panel:
    slot: str
    url_name: str
    permission: str | None
    rank: int

    def url(self, pk: Any) -> str:
        return reverse(self.url_name, args=[pk])


_panels: dict[tuple[str, str], Panel] = {}


def register(slot: str, url_name: str, *, permission: str | None = None, rank: int = 50) -> None:
    """The page of this slot shows a box that fetches `url_name` for its own record."""
    _panels[slot, url_name] = Panel(slot, url_name, permission, rank)


def for_slot(slot: str, user: Any) -> list[Panel]:
    """The panels this person may see there, in order."""
    there = sorted((panel for panel in _panels.values() if panel.slot == slot), key=lambda panel: panel.rank)
    return [panel for panel in there if panel.permission is None or user.has_perm(panel.permission)]
