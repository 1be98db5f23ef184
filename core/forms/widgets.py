"""Choices as chips that a thumb can press: one of them, or several."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


class _Chips:
    """`layout` is "", "small", "thirds" or "segmented"; icons and tones are keyed by the choice's value."""

    template_name: str = "ui/widgets/chips.html"

    def __init__(
        self,
        *args: Any,
        icons: Mapping[str, str] | None = None,
        tones: Mapping[str, str] | None = None,
        layout: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.icons = dict(icons or {})
        self.tones = dict(tones or {})
        self.layout = layout

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)  # type: ignore[misc]
        context["widget"]["attrs"]["layout"] = self.layout
        return context

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        option["icon"] = self.icons.get(str(value), "")
        option["tone"] = self.tones.get(str(value), "")
        return option


class Chips(_Chips, forms.RadioSelect):  # type: ignore[misc]
    """One of a few."""


class MultiChips(_Chips, forms.CheckboxSelectMultiple):  # type: ignore[misc]
    """Several of a few."""
