"""What the pages of this floor share: how a refusal is told, and what a form changed."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest

from core.exceptions import BusinessRuleError

T = TypeVar("T")


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


def changes_of(form: Any, *leave_out: str) -> dict[str, Any]:
    """What the person changed on a form, by field."""
    return {name: form.cleaned_data[name] for name in form.changed_data if name not in leave_out}


def shown_values(form: Any, names: dict[str, Any]) -> dict[str, Any]:
    """What the form showed when it was opened, so that a change made meanwhile is noticed."""
    return {name: form.instance.__dict__.get(name, getattr(form.instance, name)) for name in names}
