"""Filters that stay cheap: rows read as pairs, and controls written in one pass, in Django's markup."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from html import escape
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.forms.utils import flatatt
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django_filters import fields

from core.apart import Apart, Keys
from core.markup import escaped
from core.paging import Place
from core.sought import Sought

Shown = Any  # a field's name or an expression: the words of a row
PERSON = Coalesce(NullIf("name", Value("")), F("email"), output_field=CharField())


class Quick:
    """A control written without a template of its own; it takes the place of Django's control of the same kind."""

    @classmethod
    def instead_of(cls, widget: forms.Widget) -> Any:
        made = cls.__new__(cls)
        made.__dict__.update(widget.__dict__)
        return made


class QuickInput(Quick):
    """One line of text, a number, a day or a box."""

    def render(
        self: Any, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any | None = None
    ) -> SafeString:
        told = self.get_context(name, value, attrs)["widget"]
        said = "" if told["value"] is None else f' value="{escape(str(told["value"]))}"'
        around = f'type="{told["type"]}" name="{escape(name)}"{said}{flatatt(told["attrs"])}'
        return mark_safe(f"<input {around}>")  # noqa: S308 - every part is escaped


class QuickText(QuickInput, forms.TextInput):
    pass


class QuickNumber(QuickInput, forms.NumberInput):
    pass


class QuickDay(QuickInput, forms.DateInput):
    pass


class QuickSelect(Quick, forms.Select):
    """Django's list of choices without one template for each line."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any | None = None
    ) -> SafeString:
        chosen = set(self.format_value(value))
        built = self.build_attrs(self.attrs, attrs)
        if self.allow_multiple_selected:
            built["multiple"] = True
        around = f' name="{escape(name)}"{flatatt(built)}'
        lines: list[str] = []
        alike: list[tuple[Any, Any]] = []
        for line, label in self.choices:
            if isinstance(label, list | tuple):
                lines += [_options(alike, chosen), f'<optgroup label="{conditional_escape(line)}">']
                lines += [_options(label, chosen), "\n</optgroup>"]
                alike = []
            else:
                alike.append((line, label))
        lines.append(_options(alike, chosen))
        return mark_safe(f"<select{around}>{''.join(lines)}\n</select>")  # noqa: S308 - every part is escaped


class QuickMany(QuickSelect, forms.SelectMultiple):
    pass


def _options(pairs: Iterable[tuple[Any, Any]], chosen: set[str]) -> str:
    """The lines of a list."""
    rows = list(pairs)
    values = ["" if value is None else str(value) for value, _label in rows]
    shown, keys = escaped([label for _value, label in rows]), escaped(values)
    return "".join(
        f'\n<option value="{key}"{" selected" if value in chosen else ""}>{word}</option>'
        for value, key, word in zip(values, keys, shown, strict=True)
    )


QUICK: dict[type[forms.Widget], type[Quick]] = {
    forms.TextInput: QuickText,
    forms.NumberInput: QuickNumber,
    forms.DateInput: QuickDay,
    forms.Select: QuickSelect,
    forms.SelectMultiple: QuickMany,
}


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
    queryset: Any

    def __init__(self, *args: Any, shown: Shown = "name", **options: Any) -> None:
        self.shown = shown
        super().__init__(*args, **options)

    def to_python(self, value: Any) -> Any:
        """The row asked for, with no more of it than its name."""
        rows = self.queryset.select_related(None)
        self.queryset = rows.only("name", "email") if self.shown is PERSON else rows.only(self.shown)
        return super().to_python(value)


class RowChoiceFilter(django_filters.ModelChoiceFilter):  # type: ignore[misc]
    """One row of another table; `shown` says what stands in the list."""

    field_class = RowChoiceField


class Shared(OrderedDict[str, Any]):
    """The filters of a class, which django-filter copies for each request: what they never change stays shared."""

    def __deepcopy__(self, memo: dict[int, Any]) -> OrderedDict[str, Any]:
        made: OrderedDict[str, Any] = OrderedDict()
        for name, known in self.items():
            one = made[name] = object.__new__(type(known))
            one.__dict__.update(known.__dict__, extra=dict(known.extra))
            if known.method is not None:
                one.method = known.method  # bound to the copy
        return made


MOST_KEPT = 512
_questions: dict[tuple[Any, ...] | None, tuple[str, list[Any]]] = {}


def _sorted_by(rows: QuerySet[Any]) -> list[str]:
    """The columns that put these rows in their order."""
    named = rows.query.order_by or (rows.model._meta.ordering if rows.query.default_ordering else ())
    return [name.lstrip("-") for name in named if isinstance(name, str)]


def _reader(request: Any) -> tuple[Any, ...] | None:
    """All that decides which rows a person may choose among; nothing for who did not come with her session."""
    user: Any = getattr(request, "user", None)
    rights = getattr(user, "rights", None)
    return None if rights is None else (user.pk, user.role, user.team_id, user.managed_ids, rights)


class ListFilters(django_filters.FilterSet):  # type: ignore[misc]
    """The filters of a list: its page, its API and its export.

    Words that are looked for (`words` names their filter) narrow what the other filters left.
    """

    asked_only = False  # a list whose bar is drawn by {% list_filters %} needs no field that nobody asked for
    words = ""
    order: Sequence[str] = ()  # that of the list that is read; none for a file, a board, a count
    told: tuple[int | None, ...] | None = None  # the digests, where they are known already
    sought: Sought | None = None

    def parts(self, _order: Sequence[str] = ()) -> Apart:
        """Sets that hold all the rows found, each with an index of its own, in this order if one is asked for."""
        return Apart()

    def counted(self, found: QuerySet[Any]) -> QuerySet[Any]:
        """As many rows as are found, of a table that is quicker to count."""
        return found

    def keyed(self, found: QuerySet[Any], at: Place) -> Keys:
        """The keys of a page of the rows found, from where they are quicker to read."""
        return at.keys(found)

    @cached_property
    def said(self) -> dict[str, Any]:
        """The filters in force, without those that say nothing or cannot be read."""
        told = self.form.cleaned_data if self.is_bound else {}
        return {name: value for name, value in told.items() if value not in (None, "", [])}

    def walks(self, _order: Sequence[str]) -> bool:
        """Its rows come in this order from an index, whatever the other filters: words are met on the way."""
        return False

    @property
    def walked(self) -> bool:
        """The list is read in an order in which words are met on the way."""
        return bool(self.order) and self.walks(self.order)

    def holding(self, text: str) -> Q:
        """The condition on the rows that hold these words."""
        raise NotImplementedError

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        queryset = self.narrowed(queryset)
        if self.text:
            self.sought = Sought(queryset, self.holding(self.text), self.worded)
        return self.worded(queryset)

    @property
    def text(self) -> str:
        """The words that are looked for; none when none are."""
        return str(self.said.get(self.words, ""))

    def worded(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """By the words that are looked for."""
        return self.filters[self.words].filter(queryset, self.text) if self.text else queryset

    def narrowed(self, queryset: QuerySet[Any], but: str = "") -> QuerySet[Any]:
        """By all that is asked but the words, and but this filter."""
        for name, value in self.said.items():
            if name not in (self.words, but):
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    @property
    def alike(self) -> bool:
        """Its controls depend on nothing but the lists of rows that `stamp` tells: no choices are computed."""
        for one in self.filters.values():
            choices = one.extra.get("choices")
            if callable(choices) and not isinstance(choices, type):
                return False
            if isinstance(one, django_filters.ModelChoiceFilter) and not isinstance(one, RowChoiceFilter):
                return False
        return True

    def stamp(self) -> tuple[int | None, ...]:
        """What stands in each list of rows, told by its digest: the same digests, the same lists."""
        if self.told is None:
            sql, params = self.question()
            self.told = ()
            if sql:
                with connection.cursor() as cursor:
                    cursor.execute(f"SELECT {sql}", params)
                    self.told = cursor.fetchone()
        return self.told or ()

    def question(self) -> tuple[str, list[Any]]:
        """The columns that tell the digests, for a statement that asks for more; empty when there is nothing to ask."""
        key = (type(self), *reader) if (reader := _reader(self.request)) else None
        asked = _questions.get(key) or self._question()
        if key:
            if len(_questions) >= MOST_KEPT:
                _questions.clear()
            _questions[key] = asked
        return asked

    def _question(self) -> tuple[str, list[Any]]:
        asked, params = [], []
        for one in self.filters.values() if self.alike else ():
            if not isinstance(one, RowChoiceFilter) or getattr(one.extra.get("widget"), "is_hidden", False):
                continue
            rows = one.get_queryset(self.request).select_related(None)
            shown = rows.values_list("pk", one.extra.get("shown", "name"), *_sorted_by(rows)).order_by()
            try:
                sql, values = shown.query.sql_with_params()
            except EmptyResultSet:
                continue
            asked.append(f"(SELECT bit_xor(hash_record_extended(one, 0)) FROM ({sql}) one)")  # noqa: S608
            params += values
        return ", ".join(asked), params

    @classmethod
    def get_filters(cls) -> Shared:
        return Shared(super().get_filters())

    def get_form_class(self) -> type[forms.Form]:
        """The filters as fields; while `asked_only`, those that the address names."""
        named = [name for name in self.filters if name in self.data] if self.asked_only else list(self.filters)
        fields = {name: self.filters[name].field for name in named}
        made: type[forms.Form] = type(f"{type(self).__name__}Form", (self._meta.form,), fields)
        for field in made.base_fields.values():
            if kind := QUICK.get(type(field.widget)):
                field.widget = kind.instead_of(field.widget)
        return made
