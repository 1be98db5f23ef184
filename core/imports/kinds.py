"""Registry: the kinds of files that each floor can bring in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from core.exceptions import BusinessRuleError
from core.imports.engine import Importer

_kinds: dict[str, type[Importer]] = {}
_options: dict[str, Any] = {}


def register(*importers: type[Importer], options: Any = None) -> None:
    """These kinds may come in; `options` is a form of what else is chosen before the file is read."""
    for one in importers:
        _kinds[one.kind] = one
        if options is not None:
            _options[one.kind] = options


def options_of(kind: str) -> Any:
    return _options.get(kind)


def kinds() -> dict[str, type[Importer]]:
    return dict(_kinds)


def kinds_for(user: Any) -> dict[str, type[Importer]]:
    """What this person may bring in."""
    return {kind: one for kind, one in _kinds.items() if user.has_perm(one.permission)}


def kind_named(kind: str) -> type[Importer]:
    if kind not in _kinds:
        raise BusinessRuleError(_("Files of this kind are not imported."), code="unknown_kind")
    return _kinds[kind]
