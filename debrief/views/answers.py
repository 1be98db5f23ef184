"""One answer for the phone's outbox and for a plain form: the same key gives the same result."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from core.api.answers import json_error
from core.exceptions import BusinessRuleError
from core.idempotency import Replay, canonical_fingerprint, run_once

LEFT_OUT = {"captured_at", "seconds", "csrfmiddlewaretoken", "client_id"}
Body = dict[str, Any]


def wants_json(request: HttpRequest) -> bool:
    """The outbox asks for JSON; a browser without it posts the same form and follows a redirect."""
    return "application/json" in request.headers.get("Accept", "")


def once(request: HttpRequest, form: Form, work: Callable[[], Body], kind: str = "debrief") -> Replay:
    """The work, done once for this person and this key; without a key, done."""
    key = form.cleaned_data.get("client_id")
    if not key:
        return Replay(201, work())
    sent = {name: request.POST.getlist(name) for name in request.POST} | {"path": request.path}
    fingerprint = canonical_fingerprint(sent, LEFT_OUT)

    def named() -> tuple[str, Body]:
        body = work()
        return f"{kind}:{body['id']}", body

    return run_once(user=request.user, key=str(key), fingerprint=fingerprint, work=named)


def done(request: HttpRequest, replay: Replay, *, text: Any, to: str) -> HttpResponse:
    """201 the first time, 200 when replayed, else why not; a page goes on with a sentence."""
    if wants_json(request):
        return JsonResponse(replay.body, status=replay.status, headers=replay.headers)
    if replay.status < 400:
        messages.success(request, text)
    else:
        messages.error(request, str(replay.body.get("detail", "")))
    return redirect(to)


def refused(request: HttpRequest, error: BusinessRuleError, *, to: str) -> HttpResponse:
    """409: the rule's sentence, for the outbox or on the page the person comes back to."""
    if wants_json(request):
        return json_error(409, error.code, error.message, error.fields)
    messages.error(request, str(error.message))
    return redirect(to)


def field_errors(form: Any) -> dict[str, list[str]]:
    """Every error by the name the page knows: the form's own fields and those of its lines."""
    errors = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
    for lines in (getattr(form, "people", []), getattr(form, "findings", []), getattr(form, "answers", [])):
        for line in lines:
            errors |= {line.add_prefix(name): [str(t) for t in texts] for name, texts in line.errors.items()}
    return errors


def add_refusal(form: Any, error: ValidationError) -> None:
    """A service's field errors on the form that was sent: what has no field of its own is said at the top."""
    found = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
    for name, texts in found.items():
        for text in texts:
            form.add_error(name if name in form.fields else None, text)
