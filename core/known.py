"""What a process works out once: for each key, and no more of it than it has room for."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Known(Generic[T]):
    """Emptied when it holds `most`: what is asked for again is worked out again."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._held: dict[Hashable, T] = {}

    def __len__(self) -> int:
        return len(self._held)

    def get(self, key: Hashable, made: Callable[[], T]) -> T:
        """What `made` gives, or gave before for this key: all that it depends on."""
        found = self._held.get(key)
        if found is None:
            found = made()
            if len(self._held) >= self.most:
                self._held.clear()
            self._held[key] = found
        return found
