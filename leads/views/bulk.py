"""Several leads of the list at once: reassign them, or hand them off."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import permission_required
from core.htmx import AuthenticatedRequest, page
from leads.forms.handoff import WORDS, BulkForm
from leads.lead_filter import LeadFilter
from leads.models import Lead
from leads.selectors.receivers import receivers
from leads.services import bulk

SHOWN = 12


@require_http_methods(["GET", "POST"])
@permission_required("leads.route_lead")
def lead_bulk(request: AuthenticatedRequest) -> HttpResponse:
    """The leads ticked on the list, or all those of its filters (`all=1`), at most five hundred."""
    chosen = _chosen(request)
    form = BulkForm(request.POST or None, people=receivers(request.user))
    if request.method == "POST" and chosen and form.is_valid():
        result = _do(request, chosen, form)
        if result.done:
            text = ngettext("%(n)s lead is done.", "%(n)s leads are done.", result.done)
            messages.success(request, text % {"n": result.done})
        if not result.refused:
            return redirect("leads:lead_list")
        chosen = [lead for lead, _why in result.refused]
        for lead, why in result.refused[:SHOWN]:
            form.add_error(None, _("%(name)s: %(why)s") % {"name": lead.name, "why": why})
    status = 422 if request.method == "POST" else 200
    context = {"leads": chosen[:SHOWN], "more": max(0, len(chosen) - SHOWN), "chosen": chosen, "form": form}
    return page(request, "leads/lead_bulk.html", context, status=status)


def _chosen(request: AuthenticatedRequest) -> list[Lead]:
    found: Any = Lead.objects.visible_to(request.user).select_related("owner__team", "campaign")
    asked = request.POST if request.method == "POST" else request.GET
    if asked.get("all") and request.method == "GET":
        rows = LeadFilter(request.GET, found, request=request).readable().qs
    else:
        rows = found.filter(pk__in=[int(text) for text in asked.getlist("lead") if text.isdecimal() and len(text) < 18])
    return list(rows.order_by("-captured_at", "-pk")[: bulk.MOST])


def _do(request: AuthenticatedRequest, chosen: list[Lead], form: BulkForm) -> bulk.BulkResult:
    data = form.cleaned_data
    if data["verb"] == "reassign":
        return bulk.reassign_leads(chosen, by=request.user, to=data["to"])
    return bulk.hand_off_leads(chosen, by=request.user, to=data["to"], **{name: data[name] for name in WORDS})
