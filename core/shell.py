"""What lets the phone work without a network: the service worker, the web manifest, the "no connection" page."""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

ASSETS = (
    "css/app.css",
    "fonts/inter.woff2",
    "img/icon.svg",
    "img/chevron.svg",
    "js/app.js",
    "js/phone.js",
    "js/outbox.js",
    "js/debrief.js",
    "js/visit.js",
    "js/guard.js",
    "js/card.js",
    "js/note.js",
    "js/dictate.js",
    "js/stand.js",
    "js/offline.js",
)
ICONS = ((192, "any"), (512, "any"), (512, "maskable"))


@lru_cache(maxsize=4)
def worker_source(offline_url: str) -> str:
    """The worker with its version and the hashed assets it keeps; a new asset or a new line makes a new version."""
    text = (Path(settings.BASE_DIR) / "static" / "js" / "sw.js").read_text(encoding="utf-8")
    shell = [static(name) for name in ASSETS]
    version = sha256("\n".join([text, settings.APP_VERSION, *shell]).encode()).hexdigest()[:12]
    head = f"const VERSION = {json.dumps(version)}, SHELL = {json.dumps(shell)}, OFFLINE = {json.dumps(offline_url)};"
    return f"{head}\n{text}"


@login_not_required
@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(worker_source(reverse("offline")), content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    return response


@login_not_required
@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """What the phone needs to put Tandem on its Home Screen."""
    icons = [
        {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size, purpose in ICONS
    ]
    body = {
        "id": "/",
        "name": "Tandem",
        "short_name": "Tandem",
        "description": str(_("Sales and marketing, on the same page.")),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf9f6",
        "theme_color": "#0f5f59",
        "icons": [*icons, {"src": static("img/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(body, content_type="application/manifest+json")


@login_not_required
@require_safe
@never_cache
def offline(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "offline.html")


urlpatterns = [
    path("sw.js", service_worker, name="service_worker"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("offline/", offline, name="offline"),
]
