"""What the pages of this floor share: chips of filters in force, and how a refusal is told."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest
from django_filters import FilterSet

from core.exceptions import BusinessRuleError

T = TypeVar("T")
PLACE = ("after", "before")


def attempt(request: HttpRequest, form: forms.BaseForm | None, act: Callable[[], T]) -> T | None:
    """The result of the act; or nothing, and the form or the page says why."""
    try:
        return act()
    except BusinessRuleError as error:
        _tell(request, form, {NON_FIELD_ERRORS: [error.message]})
    except ValidationError as error:
        _tell(request, form, error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages})
    return None


def _tell(request: HttpRequest, form: forms.BaseForm | None, sentences: dict[str, list[Any]]) -> None:
    for name, texts in sentences.items():
        for text in texts:
            if form is None:
                messages.error(request, str(text))
            else:
                form.add_error(name if name in form.fields else None, text)


def chips(request: HttpRequest, filterset: FilterSet | None) -> list[dict[str, str]]:
    """One chip for each filter in force, with the address that removes it."""
    if filterset is None or not filterset.form.is_valid():
        return []
    shown = []
    for name, value in filterset.form.cleaned_data.items():
        if value in (None, "") or not request.GET.get(name):
            continue
        field: Any = filterset.form.fields[name]
        label = dict(field.choices).get(value, value) if hasattr(field, "choices") and isinstance(value, str) else value
        if isinstance(value, bool):
            label = ""
        shown.append({"label": str(field.label), "value": str(label), "url": without(request, name)})
    return shown


def filters_text(request: HttpRequest, filterset: FilterSet | None) -> str:
    """The filters in force, on one line of an export."""
    return ", ".join(f"{chip['label']} {chip['value']}".strip() for chip in chips(request, filterset))


def without(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    for key in (name, *PLACE):
        query.pop(key, None)
    return f"?{query.urlencode()}"


def changes_of(form: Any, *leave_out: str) -> dict[str, Any]:
    """What the person changed on a form, by field."""
    return {name: form.cleaned_data[name] for name in form.changed_data if name not in leave_out}


def shown_values(form: Any, names: dict[str, Any]) -> dict[str, Any]:
    """What the form showed when it was opened, so that a change made meanwhile is noticed."""
    return {name: form.instance.__dict__.get(name, getattr(form.instance, name)) for name in names}
