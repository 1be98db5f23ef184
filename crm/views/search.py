"""The search box: a page, and the palette's fragment."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from accounts.permissions import permission_required
from core.htmx import AuthenticatedRequest, page
from core.search import search

PALETTE = 5
LONGEST = 100


@require_GET
@permission_required("crm.view_company")
def search_page(request: AuthenticatedRequest) -> HttpResponse:
    text = " ".join(request.GET.get("q", "").split())[:LONGEST]
    if request.headers.get("HX-Target") == "palette-server":
        return page(request, "crm/partials/_palette_hits.html", {"groups": search(request.user, text, limit=PALETTE)})
    groups = search(request.user, text, limit=20)
    if request.GET.get("format") == "json":
        hits = [
            {"kind": group.name, "label": hit.label, "hint": hit.hint, "url": hit.url}
            for group in groups
            for hit in group.hits
        ]
        return JsonResponse({"q": text, "hits": hits})
    return page(request, "crm/search.html", {"q": text, "groups": groups}, fragment="results")
