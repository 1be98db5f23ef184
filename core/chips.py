"""The filters in force on a list, each with the address that takes it away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django_filters import FilterSet

from core.saved_views import EVERYTHING
from core.templatetags.fmt import short_date

PLACE = ("after", "before", "page")


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    value: str
    url: str


def chips(request: HttpRequest, filterset: FilterSet | None, leave_out: Iterable[str] = ()) -> list[Chip]:
    """One chip for each filter in force; what cannot be read is told beside its field and filters nothing."""
    if filterset is None or not filterset.is_bound:
        return []
    filterset.is_valid()  # cleans what was asked
    fields = filterset.form.fields
    return [
        Chip(str(fields[name].label), _said(fields[name], value), without(request, name))
        for name, value in filterset.form.cleaned_data.items()
        if request.GET.get(name) and value not in (None, "", []) and name not in leave_out
    ]


def filters_text(request: HttpRequest, filterset: FilterSet | None) -> str:
    """The filters in force, on one line of an export."""
    return ", ".join(f"{chip.label} {chip.value}".strip() for chip in chips(request, filterset))


def without(request: HttpRequest, *names: str) -> str:
    """This list without these filters, from its beginning; without any, the whole list."""
    return f"?{kept(request, *names) or f'view={EVERYTHING}'}"


def kept(request: HttpRequest, *but: str) -> str:
    """The filters and the order of the address but these, without its place in the list."""
    lists = [(key, values) for key, values in request.GET.lists() if key not in but and key not in PLACE]
    return urlencode(lists, doseq=True)


def _said(field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return "" if value else _("no")
    if isinstance(value, date):
        return short_date(value)
    names = {str(key): label for key, label in getattr(field, "choices", ())} if _is_listed(field) else {}
    several = value if isinstance(value, list | tuple) else [value]
    return ", ".join(str(names.get(str(one), one)) for one in several)


def _is_listed(field: Any) -> bool:
    """A closed list of words; the rows of a table say themselves what they are called."""
    return hasattr(field, "choices") and not hasattr(field, "queryset")
