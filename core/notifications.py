"""What waits for one person, and what she was told: each app names its kinds of news, one page lists them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.formats import date_format

from core import clock
from core.models import Notification

KEPT_DAYS = 90
MOST_COUNTED = 99  # more unread news than this are not counted


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


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of news is said: a lazy sentence with named places, and its icon."""

    text: Any
    icon: str = "bell"


_kinds: dict[str, Kind] = {}


def register_kind(code: str, text: Any, icon: str = "bell") -> None:
    """News of this code read `text`; a parameter called `day` is an ISO date, written in the reader's way."""
    _kinds[code] = Kind(text, icon)


def notify(
    *,
    to: Iterable[Any],
    kind: str,
    key: str,
    path: str,
    params: dict[str, Any] | None = None,
    now: datetime | None = None,
) -> None:
    """Each of these people finds this news once, however often it is told under this key."""
    at = now or clock.now()
    rows = [
        Notification(key=f"{key}:{person.pk}", to=person, kind=kind, params=params or {}, path=path, created_at=at)
        for person in to
        if person.is_active
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


class _Words(dict[str, Any]):
    """A place that nothing fills reads as a dash."""

    def __missing__(self, key: str) -> str:
        return "—"


def sentence(row: Notification) -> str:
    """The news in the language of this moment; a kind nobody registers any more is its key."""
    kind = _kinds.get(row.kind)
    if kind is None:
        return row.key
    words = _Words(row.params)
    if day := words.get("day"):
        words["day"] = date_format(date.fromisoformat(day), "l j F")
    return str(kind.text) % defaultdict(lambda: "—", words)  # told by another version: a word may be missing


@dataclass(frozen=True, slots=True)
class NewsRow:
    """One line of the list of news."""

    pk: int
    text: str
    icon: str
    at: datetime
    is_new: bool


def news_rows(rows: Iterable[Notification]) -> list[NewsRow]:
    """The news as people read them."""
    icons = {code: kind.icon for code, kind in _kinds.items()}
    return [
        NewsRow(row.pk, sentence(row), icons.get(row.kind, "bell"), row.created_at, row.read_at is None) for row in rows
    ]


def forget_old(now: datetime) -> int:
    """News older than ninety days are gone, read or not."""
    gone, _by_model = Notification.objects.filter(created_at__lt=now - timedelta(days=KEPT_DAYS)).delete()
    return gone
