"""What a night computed stays as it is until the next one: it is written once for each question, then kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import TypeVar

from django.core.cache import caches

from core import due
from core.models import JobRun, JobState

T = TypeVar("T")


def kept(name: str, parts: Iterable[object], read: Callable[[], T], *, seconds: int) -> T:
    """What `read` gave for the same parts at most `seconds` ago in this process; `parts` are all it depends on."""
    told = "\n".join([name, *(repr(part) for part in parts)])
    key = f"{name}:{sha256(told.encode()).hexdigest()}"
    store = caches["figures"]
    found: T | None = store.get(key)
    if found is None:
        found = read()
        store.set(key, found, seconds)
    return found


def last_night() -> tuple[object, ...]:
    """Which night the figures stand at, and how often it was computed; empty before the first one."""
    done = JobRun.objects.filter(job=due.NIGHT, state=JobState.DONE).order_by("-day")
    return tuple(done.values_list("day", "revision", "finished_at").first() or ())
