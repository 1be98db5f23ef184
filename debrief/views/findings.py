"""What the rep told and what became of it; what the field knows, on other floors' pages."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from accounts.permissions import permission_required
from core import clock
from core.htmx import AuthenticatedRequest
from core.listing import listing
from crm.models import Company
from debrief.filters import FindingFilter
from debrief.models.impact import WINDOW, impact_of, influences
from debrief.selectors.my_debriefs import WITH_FATE, my_fate, my_findings
from debrief.selectors.panels import company_news, lead_news
from leads.models import Lead


@require_GET
@permission_required("debrief.file_debrief")
def finding_list(request: AuthenticatedRequest) -> HttpResponse:
    rows = my_findings(request.user)
    order = ("-visit__debrief__work_date", "-pk")
    page = listing(request, rows, filterset_class=FindingFilter, order=order, shown=WITH_FATE)
    now = clock.now()
    fate = my_fate(request.user, clock.local_day() - timedelta(days=30))
    led = influences(request.user, page.rows)
    for finding in page.rows:
        finding.led = led[finding.pk]
    context = {"listing": page, "fate": fate, "impact": impact_of(request.user, now - WINDOW, now)}
    return TemplateResponse(request, "debrief/finding_list.html", context)


@require_GET
@permission_required("debrief.view_finding")
def company_panel(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    company = get_object_or_404(Company.objects.visible_to(request.user), pk=pk)
    context = {"news": company_news(request.user, company.pk)}
    return TemplateResponse(request, "debrief/panel_field.html", context)


@require_GET
@permission_required("debrief.view_finding")
def lead_panel(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    lead = get_object_or_404(Lead.objects.visible_to(request.user), pk=pk)
    context = {"news": lead_news(request.user, lead)}
    return TemplateResponse(request, "debrief/panel_field.html", context)
