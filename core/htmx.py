"""Page or fragment, a typed request, and the toast header."""

from __future__ import annotations

from typing import Any, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django_htmx.http import trigger_client_event
from django_htmx.middleware import HtmxDetails

R = TypeVar("R", bound=HttpResponseBase)


class HtmxRequest(HttpRequest):
    htmx: HtmxDetails


class AuthenticatedRequest(HtmxRequest):
    user: Any  # a signed-in User: its class lives one floor up


def wants_fragment(request: HttpRequest) -> bool:
    """True for a part of a page: asked by htmx, neither boosted nor restoring its history."""
    htmx = getattr(request, "htmx", None)
    if not htmx:
        return False
    return not htmx.boosted and not htmx.history_restore_request


def page(
    request: HttpRequest, template: str, context: dict[str, Any], fragment: str = "", *, status: int = 200
) -> TemplateResponse:
    """The whole page, or only its named part when htmx asks for a part."""
    name = f"{template}#{fragment}" if fragment and wants_fragment(request) else template
    response = TemplateResponse(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def toast(response: R, text: Any, *, undo_url: str | None = None, tone: str = "ok") -> R:
    """The same response, with a short message (and its undo) for the script to show."""
    trigger_client_event(response, "toast", {"text": str(text), "tone": tone, "undo": undo_url or ""})  # type: ignore[arg-type]
    return response
