"""/healthz: the process lives. /readyz: it can work."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import health

LOOPBACK = ("127.0.0.1", "::1", "")


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    found = health.look()
    body = {"ready": found.ready, "degraded": found.degraded}
    if _may_see_details(request, found):
        body |= found.details()
    response = JsonResponse(body, status=200 if found.ready else 503)
    if not found.ready:
        response["Retry-After"] = "5"
    return response


def _may_see_details(request: HttpRequest, found: health.Readiness) -> bool:
    """The machine itself (never through a proxy), and operations."""
    if request.META.get("REMOTE_ADDR", "") in LOOPBACK and "X-Forwarded-For" not in request.headers:
        return True
    try:
        return found.db and request.user.has_perm("core.view_jobs")
    except DatabaseError:
        return False
