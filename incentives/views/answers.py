"""How a page answers a refusal: beside its field when there is one, else on top."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest

from accounts.choices import Role
from core.exceptions import BusinessRuleError


def attempt(request: HttpRequest, act: Callable[[], Any], form: forms.BaseForm | None = None) -> bool:
    """Whether the act was done; when not, the form or the page says why."""
    try:
        act()
    except BusinessRuleError as error:
        _tell(request, form, {NON_FIELD_ERRORS: [error.message]})
    except ValidationError as error:
        _tell(request, form, getattr(error, "message_dict", None) or {NON_FIELD_ERRORS: error.messages})
    else:
        return True
    return False


def _tell(request: HttpRequest, form: forms.BaseForm | None, sentences: dict[str, list[Any]]) -> None:
    for name, texts in sentences.items():
        for text in texts:
            if form is None:
                messages.error(request, str(text))
            else:
                form.add_error(name if name in form.fields else None, text)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The page's layout: the phone for reps, the desk for everybody else."""
    is_phone = getattr(request.user, "role", "") == Role.REP
    return {"layout": "layouts/phone.html" if is_phone else "layouts/app.html", "is_phone": is_phone}
