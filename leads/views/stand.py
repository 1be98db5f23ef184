"""The stand at a fair: a page for a tablet, which works without a network."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import permission_required
from core import clock
from core.api.answers import json_error
from core.htmx import AuthenticatedRequest
from crm.forms import CardForm
from crm.services.cards import person_on
from leads.forms.stand import StandForm
from leads.selectors.stand import stand_campaigns


@require_GET
@permission_required("leads.capture_at_stand")
def stand(request: AuthenticatedRequest) -> HttpResponse:
    campaigns = list(stand_campaigns(clock.local_day())[:30])
    form = StandForm(campaigns=stand_campaigns(clock.local_day()))
    return TemplateResponse(request, "leads/stand.html", {"form": form, "campaigns": campaigns})


@never_cache
@require_POST
@permission_required("leads.capture_at_stand")
def stand_card(request: AuthenticatedRequest) -> HttpResponse:
    """Who a business card names, to fill the form; nothing is kept."""
    form = CardForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            return JsonResponse(person_on(form.cleaned_data))
        except ValidationError as error:
            form.add_error("card", error)
    told = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
    return json_error(422, "invalid", " ".join(text for texts in told.values() for text in texts), told)
