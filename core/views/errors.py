"""The error pages: no query, no context, so that they work when nothing else does."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import requires_csrf_token

from core import request_id
from core.api.answers import json_error, wants_json

RETRY_AFTER = "5"
DETAILS = {
    400: ("bad_request", _("This request could not be read.")),
    403: ("permission_denied", _("You may not do this.")),
    404: ("not_found", _("Not found.")),
    500: ("server_error", _("Something broke on our side.")),
    503: ("unavailable", _("The service is interrupted for a moment.")),
}


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    code, detail = DETAILS[status]
    if wants_json(request):
        return json_error(status, code, detail)
    context = {"request_id": request_id.current(), "detail": detail}
    try:
        html = render_to_string(f"{status}.html", context)
    except TemplateDoesNotExist:
        html = render_to_string("layouts/error.html", context)
    return HttpResponse(html, status=status)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 404)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the fault is that the database is away (middleware fails outside every view)."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return away(request)
    return _answer(request, 500)


def away(request: HttpRequest) -> HttpResponse:
    response = _answer(request, 503)
    response["Retry-After"] = RETRY_AFTER
    return response
