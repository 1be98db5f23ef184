"""The pipeline as a board: cards are dragged, or moved by a menu that needs neither mouse nor script."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import permission_required
from core.htmx import AuthenticatedRequest, page
from core.listing import filtered
from core.saved_views import with_saved_views
from leads.lead_filter import LeadFilter
from leads.models import Lead
from leads.selectors.board import board, verb_to
from leads.selectors.routing_words import sentence
from leads.services import qualification, routing
from leads.views.answers import attempt
from leads.views.leads import lead_of

FORMS = {
    "hand_off": "leads:lead_hand_off",
    "disqualify": "leads:lead_disqualify",
    "start_work": "leads:lead_start_work",
    "convert": "leads:lead_convert",
    "recycle": "leads:lead_recycle",
}


@require_GET
@permission_required("leads.view_lead")
@with_saved_views
def lead_board(request: AuthenticatedRequest) -> HttpResponse:
    shown = filtered(request, Lead.objects.visible_to(request.user), filterset_class=LeadFilter)
    found = shown.filterset.qs if shown.filterset else Lead.objects.visible_to(request.user)
    context = {"listing": shown, "columns": board(request.user, found)}
    return page(request, "leads/lead_board.html", context, fragment="rows")


@require_POST
@permission_required("leads.plan_step")
def lead_move(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The card goes to another column: at once, or by the page that asks the words this needs."""
    lead, to = lead_of(request, pk), request.POST.get("to", "")
    verb = verb_to(request.user, lead, to)
    if verb in FORMS:
        return redirect(FORMS[verb], pk)
    if verb in ("accept", "reject"):
        waiting = lead.handoffs.filter(decision="pending", to=request.user).first()
        return redirect(waiting or lead)
    if verb == "qualify" and attempt(request, None, lambda: qualification.qualify_lead(lead, by=request.user)):
        messages.success(request, _("The lead is qualified."))
    elif verb == "route" and (routed := attempt(request, None, lambda: routing.route_lead(lead, by=request.user))):
        if routed.owner:
            messages.success(request, _("Routed to %(name)s.") % {"name": routed.owner})
        else:
            messages.warning(request, sentence(routed.routing_reason))
    elif not verb:
        messages.error(request, _("This lead cannot go there from where it stands."))
    back = request.POST.get("next", "")
    board_url = reverse("leads:lead_board")
    return redirect(back if back.startswith(f"{board_url}?") else board_url)
