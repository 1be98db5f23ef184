"""What every request passes: its number, a database that may be away, refused rules, and the rule for text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from core import request_id
from core.api.answers import refused, unreadable
from core.api.parsers import read_json
from core.exceptions import BusinessRuleError
from core.htmx import toast
from core.text import FORBIDDEN
from core.views.errors import away

GetResponse = Callable[[HttpRequest], HttpResponse]
GIVEN_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class RequestIdMiddleware:
    """Gives each request a number: in the answer, the logs, the audit trail and the errors."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        number = given if GIVEN_ID.fullmatch(given) else uuid4().hex
        request.META["HTTP_X_REQUEST_ID"] = number  # the structured logs read it there
        request_id.begin(number)
        response = self.get_response(request)
        response["X-Request-ID"] = number
        return response


class DatabaseAwayMiddleware:
    """A view without its database answers 503 and says when to come back, never 500."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return away(request) if isinstance(exception, OperationalError | InterfaceError) else None


class RefusalMiddleware:
    """A rule that a view did not catch still reaches the person as a sentence."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, BusinessRuleError | ValidationError):
            return None
        text = str(exception) if isinstance(exception, BusinessRuleError) else " ".join(exception.messages)
        if request.method != "POST":
            return refused(text, before=_before(request)) if isinstance(exception, BusinessRuleError) else None
        if getattr(request, "htmx", None):
            response = toast(HttpResponse(status=422), text, tone="bad")
            response["HX-Reswap"] = "none"
            return response
        messages.error(request, text)
        return HttpResponseRedirect(_before(request) or "/")


def _before(request: HttpRequest) -> str:
    """The page of ours that led here; empty when none did, or this very address."""
    referer = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure())
    return referer if safe and (request.method == "POST" or referer != request.build_absolute_uri()) else ""


class CleanInputMiddleware:
    """No text with NUL, lone surrogates or control characters comes in; what does is in NFC."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            self._check(request)
        except ValidationError as error:
            return unreadable(request, " ".join(error.messages), error.code or "unreadable")
        return self.get_response(request)

    def _check(self, request: HttpRequest) -> None:
        loose = [request.path_info, *request.COOKIES.values()]
        if any(FORBIDDEN.search(text) for text in loose) or _is_dirty(request.GET):
            raise ValidationError(_("This text contains characters that cannot be kept."), "forbidden_characters")
        if request.method not in ("POST", "PUT", "PATCH", "DELETE"):
            return
        if request.content_type == "application/json":
            if not request.path_info.startswith("/api/"):
                read_json(request.body)
            return
        self._check_form(request)

    def _check_form(self, request: HttpRequest) -> None:
        if _is_dirty(request.POST) or any(FORBIDDEN.search(name) for name in _file_names(request)):
            raise ValidationError(_("This text contains characters that cannot be kept."), "forbidden_characters")
        if not all(unicodedata.is_normalized("NFC", text) for text in _texts(request.POST)):
            request.POST = _normalised(request.POST)  # type: ignore[misc, assignment]


def _texts(data: QueryDict) -> list[str]:
    return [text for key, values in data.lists() for text in (key, *values) if isinstance(text, str)]


def _file_names(request: HttpRequest) -> list[str]:
    return [file.name or "" for _key, files in request.FILES.lists() for file in files]


def _is_dirty(data: QueryDict) -> bool:
    return any(FORBIDDEN.search(text) for text in _texts(data))


def _normalised(data: QueryDict) -> QueryDict:
    """The same form with its texts in NFC; the keys stay, since fields are looked up by them."""
    clean = data.copy()
    for key, values in data.lists():
        clean.setlist(key, [unicodedata.normalize("NFC", str(value)) for value in values])
    clean._mutable = False
    return clean
