"""Where a value was heard, on the history of a field."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from accounts.permissions import permission_required
from core.htmx import AuthenticatedRequest
from crm.models import Company, Contact
from debrief.selectors.origins import company_origins, contact_origins


@require_GET
@permission_required("debrief.view_finding")
def company_origin(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    company = get_object_or_404(Company.objects.visible_to(request.user), pk=pk)
    rows = company_origins(request.user, company.pk, request.GET.get("field", "")[:40])
    return TemplateResponse(request, "debrief/panel_origin.html", {"rows": rows})


@require_GET
@permission_required("debrief.view_finding")
def contact_origin(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.visible_to(request.user), pk=pk)
    rows = contact_origins(request.user, contact.pk, request.GET.get("field", "")[:40])
    return TemplateResponse(request, "debrief/panel_origin.html", {"rows": rows})
