"""What the leads floor shows on the pages of the CRM: a company's leads, a deal's origins."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from accounts.permissions import permission_required
from core.htmx import AuthenticatedRequest, page
from crm.models import Company, Opportunity
from leads.models import Lead, RevenueAttribution

SHOWN = 10


@require_GET
@permission_required("leads.view_lead")
def company_panel(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    company = get_object_or_404(Company.objects.visible_to(request.user), pk=pk)
    leads = Lead.objects.visible_to(request.user).filter(company=company).select_related("campaign", "owner")
    return page(request, "leads/partials/_company_panel.html", {"leads": leads.order_by("-captured_at")[:SHOWN]})


@require_GET
@permission_required("leads.view_roi")
def opportunity_panel(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The shares under the house model."""
    deal = get_object_or_404(Opportunity.objects.visible_to(request.user), pk=pk)
    shares = RevenueAttribution.objects.visible_to(request.user).filter(opportunity=deal, model="u")
    shares = shares.select_related("campaign").order_by("-weight", "bucket")
    return page(request, "leads/partials/_opportunity_panel.html", {"shares": shares})
