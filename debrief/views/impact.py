"""What the field's information led to, for marketing: a page, and a box on each campaign."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from accounts.permissions import permission_required
from core import clock
from core.htmx import AuthenticatedRequest
from debrief.selectors import impact_board as selector
from leads.models import Campaign


@require_GET
@permission_required("leads.view_campaign")
def impact_board(request: AuthenticatedRequest) -> HttpResponse:
    board = selector.impact_board(request.user, clock.now())
    return TemplateResponse(request, "debrief/impact_board.html", {"board": board})


@require_GET
@permission_required("leads.view_campaign")
def campaign_impact(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    board = selector.impact_board(request.user, clock.now(), campaign)
    return TemplateResponse(request, "debrief/panel_impact.html", {"board": board})
