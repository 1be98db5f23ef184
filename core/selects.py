"""Lists of choices that stay cheap with hundreds of rows: read as pairs, written in one pass, in Django's markup."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

import django_filters
from django import forms
from django.db.models import CharField, F, Value
from django.db.models.functions import Coalesce, NullIf
from django.forms.utils import flatatt
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django_filters import fields

Shown = Any  # a field's name or an expression: the words of a row
PERSON = Coalesce(NullIf("name", Value("")), F("email"), output_field=CharField())


class QuickSelect(forms.Select):
    """Django's list of choices without one template for each line."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any | None = None
    ) -> SafeString:
        chosen = set(self.format_value(value))
        around = f' name="{escape(name)}"{flatatt(self.build_attrs(self.attrs, attrs))}'
        lines = []
        for line, label in self.choices:
            if isinstance(label, list | tuple):
                inside = "".join(_option(one, words, chosen) for one, words in label)
                lines.append(f'<optgroup label="{conditional_escape(line)}">{inside}\n</optgroup>')
            else:
                lines.append(_option(line, label, chosen))
        return mark_safe(f"<select{around}>{''.join(lines)}\n</select>")  # noqa: S308 - every part is escaped


def _option(value: Any, label: Any, chosen: set[str]) -> str:
    text = "" if value is None else str(value)
    mark = " selected" if text in chosen else ""
    number = text if type(value) is int else escape(text)
    words = escape(label) if type(label) is str else conditional_escape(label)
    return f'\n<option value="{number}"{mark}>{words}</option>'


class RowIterator(fields.ModelChoiceIterator):  # type: ignore[misc]
    """The rows as (id, words): no model is made for a line of a list."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        if self.field.null_label is not None:
            yield (self.field.null_value, self.field.null_label)
        yield from self.queryset.select_related(None).values_list("pk", self.field.shown)


class RowChoiceField(fields.ModelChoiceField):  # type: ignore[misc]
    iterator = RowIterator

    def __init__(self, *args: Any, shown: Shown = "name", **options: Any) -> None:
        self.shown = shown
        super().__init__(*args, **options)


class RowChoiceFilter(django_filters.ModelChoiceFilter):  # type: ignore[misc]
    """One row of another table; `shown` says what stands in the list."""

    field_class = RowChoiceField


class ListFilters(django_filters.FilterSet):  # type: ignore[misc]
    """The filters of a list: its page, its API and its export."""

    def get_form_class(self) -> type[forms.Form]:
        made: type[forms.Form] = super().get_form_class()
        for field in made.base_fields.values():
            if type(field.widget) is forms.Select:
                required, choices = field.widget.is_required, field.widget.choices
                field.widget = QuickSelect(attrs=field.widget.attrs, choices=choices)
                field.widget.is_required = required
        return made
