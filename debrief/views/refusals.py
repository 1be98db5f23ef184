"""A refusal of a service on a desk page: beside its field when there is one, else as a message."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest

from core.exceptions import BusinessRuleError
from debrief.views.answers import add_refusal


def attempt(request: HttpRequest, act: Callable[[], Any], form: BaseForm | None = None) -> int:
    """0 when done; else the status of the answer: 409 for a broken rule, 422 for a bad field, said on the page."""
    try:
        act()
    except BusinessRuleError as error:
        messages.error(request, str(error.message))
        return 409
    except ValidationError as error:
        if form is None:
            messages.error(request, " ".join(error.messages))
        else:
            add_refusal(form, error)
        return 422
    return 0
