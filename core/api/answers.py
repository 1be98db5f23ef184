"""The one error shape {code, detail, fields, request_id}, for the API's own errors and for those of middleware."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from core import request_id


def wants_json(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/") or request.content_type == "application/json"


def shape(code: str, detail: Any, fields: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"code": code, "detail": str(detail), "fields": fields or {}, "request_id": request_id.current()}


def json_error(status: int, code: str, detail: Any, fields: dict[str, Any] | None = None) -> JsonResponse:
    return JsonResponse(shape(code, detail, fields), status=status)


def refused(detail: str, *, before: str = "") -> HttpResponse:
    """422 on a page of its own, for a file or a page that a rule refuses, with the way to the page before."""
    context = {"detail": detail, "before": before, "request_id": request_id.current()}
    return render(None, "422.html", context, status=422)  # type: ignore[arg-type]


def unreadable(request: HttpRequest, detail: str, code: str) -> HttpResponse:
    """400 in the shape the caller reads."""
    if wants_json(request):
        return json_error(400, code, detail)
    return render(None, "400.html", {"detail": detail}, status=400)  # type: ignore[arg-type]
