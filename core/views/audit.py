"""The audit trail: searched, and taken away as a file."""

from __future__ import annotations

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from core import selectors
from core.exports.response import export_response
from core.filters import AuditFilter
from core.htmx import page
from core.listing import listing
from core.saved_views import with_saved_views


@require_safe
@permission_required("core.view_audit", raise_exception=True)
@with_saved_views
def audit_list(request: HttpRequest) -> HttpResponseBase:
    entries = listing(
        request, selectors.audit_entries(), filterset_class=AuditFilter, order=("-at", "-pk"), per_page=50
    )
    return page(request, "core/audit_list.html", {"listing": entries}, fragment="rows")


@require_safe
@permission_required("core.view_audit", raise_exception=True)
def audit_export(request: HttpRequest) -> HttpResponseBase:
    found = AuditFilter(request.GET, queryset=selectors.audit_entries(), request=request).readable()
    filters = ", ".join(f"{key}: {value}" for key, value in request.GET.items() if value and key in found.filters)
    return export_response(request, selectors.audit_report(found.qs, filters), filename="audit")
