"""The timeline of a lead: what an event is, which kinds people filter by, and what floors above add to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from accounts.models import User
    from leads.models import Lead

KINDS: dict[str, Any] = {
    "touch": _("Touches"),
    "finding": pgettext_lazy("origin", "Field"),
    "call": _("Calls"),
    "mail": pgettext_lazy("timeline", "E-mails"),
    "handoff": _("Handoffs"),
    "score": _("Scores"),
    "step": _("Next steps"),
    "change": _("Changes"),
}


@dataclass(frozen=True)
class Event:
    """One line of the timeline; its kind is one of KINDS."""

    at: datetime
    kind: str
    icon: str
    title: Any
    detail: Any = ""
    who: str = ""
    tone: str = ""


Source = Callable[["User", "Lead"], Iterable[Event]]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """`source` tells what this person may read of this lead, a constant number of queries."""
    _sources[name] = source


def told_elsewhere(user: User, lead: Lead) -> list[Event]:
    """What the floors above tell of this lead."""
    return [event for source in _sources.values() for event in source(user, lead)]
