"""The stand at a fair: a page for a tablet, which works without a network."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from accounts.permissions import permission_required
from core import clock
from core.htmx import AuthenticatedRequest
from leads.forms.stand import StandForm
from leads.selectors.stand import stand_campaigns


@require_GET
@permission_required("leads.capture_at_stand")
def stand(request: AuthenticatedRequest) -> HttpResponse:
    campaigns = list(stand_campaigns(clock.local_day())[:30])
    form = StandForm(campaigns=stand_campaigns(clock.local_day()))
    return TemplateResponse(request, "leads/stand.html", {"form": form, "campaigns": campaigns})
