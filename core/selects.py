"""Filters that stay cheap: copied for each request no more than they must, controls written in one pass."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property, partial
from html import escape
from typing import Any, Self

import django_filters
from django import forms
from django.db import connection
from django.db.models import Q, QuerySet
from django.forms.utils import flatatt
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.apart import Apart, Keys, Statement
from core.exceptions import BusinessRuleError
from core.markup import escaped
from core.paging import Place
from core.row_choices import RowChoiceFilter
from core.sought import Sought


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


class AskedForm(forms.Form):
    """A form of fields that are no form's own: no class is made for each request."""

    def __init__(self, fields: dict[str, forms.Field], *args: Any, **options: Any) -> None:
        self.base_fields = fields  # type: ignore[misc]
        super().__init__(*args, **options)


class ListFilters(django_filters.FilterSet):  # type: ignore[misc]
    """The filters of a list: its page, its API and its export.

    Words that are looked for (`words` names their filter) narrow what the other filters left.
    """

    asked_only = False  # a list whose bar is drawn by {% list_filters %} needs no field that nobody asked for
    words = ""
    order: Sequence[str] = ()  # that of the list that is read; none for a file, a board, a count
    told: tuple[int | None, ...] | None = None  # the digests, where they are known already

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
        if not self.is_bound:
            return {}
        self.form.is_valid()  # reads what was asked
        return {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "", [])}

    def readable(self) -> Self:
        """Itself, for a file or an act on many rows: BusinessRuleError where a filter cannot be read.

        A list says so beside the field and shows what the others find; a file would hold rows that nobody asked for.
        """
        if not self.is_bound or self.form.is_valid():
            return self
        told = {name: [str(why) for why in whys] for name, whys in self.form.errors.items()}
        said = [
            _("The filter “%(filter)s” cannot be read: %(why)s") % {"filter": self.form.fields[name].label, "why": why}
            for name, whys in told.items()
            for why in whys
        ]
        raise BusinessRuleError(" ".join(said), code="unreadable_filter", fields=told)

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
        return self.worded(self.narrowed(queryset))

    @cached_property
    def sought(self) -> Sought | None:
        """The words that are looked for, in the rows that the other filters leave."""
        if not self.text:
            return None
        return Sought(self.narrowed(self.queryset), self.holding(self.text), self.worded, self.walked_alike())

    def walked_alike(self) -> tuple[str, Q, tuple[Hashable, ...]] | None:
        """What `Sought.alike` says, where a walk depends on nothing else."""
        return None

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

    def question(self) -> Statement:
        """The columns that tell the digests, for a statement that asks for more; empty when there is nothing to ask."""
        digests = [
            digest
            for one in (self.filters.values() if self.alike else ())
            if isinstance(one, RowChoiceFilter) and not getattr(one.extra.get("widget"), "is_hidden", False)
            if (digest := one.offered(self.request).digest)
        ]
        return ", ".join(sql for sql, _params in digests), [value for _sql, params in digests for value in params]

    @classmethod
    def get_filters(cls) -> Shared:
        return Shared(super().get_filters())

    def get_form_class(self) -> Callable[..., forms.Form]:
        """The filters as fields; while `asked_only`, those that the address names."""
        named = [name for name in self.filters if name in self.data] if self.asked_only else list(self.filters)
        fields = {name: self.filters[name].field for name in named}
        for field in fields.values():
            if kind := QUICK.get(type(field.widget)):
                field.widget = kind.instead_of(field.widget)
        return partial(AskedForm, fields)
