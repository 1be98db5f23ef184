"""How a page answers a refusal: the sentence beside its field when there is one, else on top of the form."""

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
        by_field = {name: [text] for name, text in error.fields.items()}
        _tell(request, form, by_field or {NON_FIELD_ERRORS: [error.message]})
    except ValidationError as error:
        _tell(request, form, getattr(error, "message_dict", None) or {NON_FIELD_ERRORS: error.messages})
    return None


def _tell(request: HttpRequest, form: forms.BaseForm | None, sentences: dict[str, list[Any]]) -> None:
    for name, texts in sentences.items():
        for text in texts:
            if form is None:
                messages.error(request, str(text))
            else:
                form.add_error(name if name in form.fields else None, text)
