"""Registry: each floor names the free texts it keeps, so that the night reads them again and a mark finds its row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """One column of free text: the model (as app.Model), the field, and the page on which a row is seen."""

    model: str
    field: str
    page: Callable[[Any], str]
    leave_out: Mapping[str, Any] | None = None

    @property
    def name(self) -> str:
        return f"{self.model}.{self.field}"


_sources: dict[str, Source] = {}


def register(
    model: str, fields: tuple[str, ...], page: Callable[[Any], str], leave_out: Mapping[str, Any] | None = None
) -> None:
    """`leave_out` names rows that are still their author's alone."""
    for field in fields:
        source = Source(model, field, page, leave_out)
        _sources[source.name] = source


def sources() -> list[Source]:
    return sorted(_sources.values(), key=lambda one: one.name)


def source_of(name: str) -> Source | None:
    return _sources.get(name)
