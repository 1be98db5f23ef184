"""A tiny transition table: may this state become that one?"""

from collections.abc import Iterable, Mapping

from core.exceptions import TransitionNotAllowed


class Workflow:
    """The states each state may become; a state that is not listed leads nowhere."""

    def __init__(self, transitions: Mapping[str, Iterable[str]]) -> None:
        self._next = {str(old): frozenset(str(new) for new in news) for old, news in transitions.items()}

    def allows(self, old: str, new: str) -> bool:
        return str(new) in self._next.get(str(old), frozenset())

    def check(self, old: str, new: str) -> None:
        """Nothing when `old` leads to `new`; otherwise the refusal."""
        if not self.allows(old, new):
            raise TransitionNotAllowed

    def after(self, old: str) -> frozenset[str]:
        """The states that `old` leads to."""
        return self._next.get(str(old), frozenset())

    @property
    def states(self) -> frozenset[str]:
        return frozenset(self._next).union(*self._next.values()) if self._next else frozenset()
