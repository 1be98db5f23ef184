"""Layout objects for crispy: a numbered section, and a fragment by template name."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import LayoutObject
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class Section(LayoutObject):  # type: ignore[misc]
    """A card with a number, a heading and fields: Section(2, _("How did it go?"), "result", "amount")."""

    def __init__(self, n: int | str, title: Any, *fields: Any, optional: Any = "", css_id: str = "") -> None:
        self.n = n
        self.title = title
        self.fields = list(fields)
        self.optional = optional
        self.id = css_id or f"section-{n}"

    def render(self, form: Any, context: Any, template_pack: str = "ui", **kwargs: Any) -> SafeString:
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string("ui/layout/section.html", {"section": self, "fields": fields})


class Fragment(LayoutObject):  # type: ignore[misc]
    """A piece of page by its template's name, with the page's variables."""

    def __init__(self, template: str) -> None:
        self.template = template
        self.fields: list[Any] = []

    def render(self, form: Any, context: Any, template_pack: str = "ui", **kwargs: Any) -> SafeString:
        return render_to_string(self.template, {**context.flatten(), "form": form})
