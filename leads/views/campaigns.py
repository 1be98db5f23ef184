"""Campaigns: the list, one campaign with its costs, and what is done to it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import permission_required
from core import clock
from core.exports.response import export_response
from core.htmx import AuthenticatedRequest, page
from core.listing import listing
from core.saved_views import with_saved_views
from leads import exports
from leads.filters import CampaignFilter
from leads.forms import CampaignForm, CostForm
from leads.models import Campaign, CampaignCost
from leads.selectors.campaign_list import figures_of
from leads.selectors.campaign_page import campaign_page
from leads.services import campaigns
from leads.views.answers import attempt

SORTABLE = {"name": ("name", "pk"), "started": ("-starts_on", "-pk"), "state": ("state", "-pk")}


@require_GET
@permission_required("leads.view_campaign")
@with_saved_views
def campaign_list(request: AuthenticatedRequest) -> HttpResponse:
    found = Campaign.objects.visible_to(request.user).select_related("owner")
    shown = listing(request, found, filterset_class=CampaignFilter, order=("-starts_on", "-pk"), sortable=SORTABLE)
    rows, as_of = figures_of(request.user, list(shown.rows))
    return page(request, "leads/campaign_list.html", {"listing": shown, "rows": rows, "as_of": as_of}, fragment="rows")


@require_GET
@permission_required("leads.view_campaign")
def campaign_export(request: AuthenticatedRequest) -> HttpResponseBase:
    found = CampaignFilter(request.GET, Campaign.objects.visible_to(request.user), request=request).readable().qs
    report = exports.campaigns_report(request.user, found.select_related("owner"))
    return export_response(request, report, filename="campaigns")


@require_GET
@permission_required("leads.view_campaign")
def campaign_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _detail(request, _campaign(request, pk), CostForm(initial={"day": clock.local_day()}))


@require_http_methods(["GET", "POST"])
@permission_required("leads.manage_campaign")
def campaign_create(request: AuthenticatedRequest) -> HttpResponse:
    form = CampaignForm(request.POST or None, initial={"owner": request.user.pk, "starts_on": clock.local_day()})
    if form.is_valid():
        made = attempt(request, form, lambda: campaigns.plan_campaign(by=request.user, **form.cleaned_data))
        if made:
            messages.success(request, _("The campaign is planned."))
            return redirect(made)
    return _form(request, form)


@require_http_methods(["GET", "POST"])
@permission_required("leads.manage_campaign")
def campaign_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    campaign = _campaign(request, pk)
    form = CampaignForm(request.POST or None, instance=campaign)
    if form.is_valid():
        data = form.cleaned_data
        if attempt(request, form, lambda: campaigns.change_campaign(campaign, by=request.user, **data)):
            messages.success(request, _("The campaign is saved."))
            return redirect("leads:campaign_detail", pk)
    return _form(request, form, campaign=campaign)


@require_POST
@permission_required("leads.manage_campaign")
def campaign_start(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _become(request, pk, campaigns.start_campaign, _("The campaign runs."))


@require_POST
@permission_required("leads.manage_campaign")
def campaign_close(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _become(request, pk, campaigns.close_campaign, _("The campaign is closed."))


@require_POST
@permission_required("leads.record_cost")
def campaign_cost(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    campaign = _campaign(request, pk)
    form = CostForm(request.POST, instance=CampaignCost(campaign=campaign, recorded_by=request.user))
    if form.is_valid():
        data = form.cleaned_data
        if attempt(request, form, lambda: campaigns.record_cost(campaign, by=request.user, **data)):
            messages.success(request, _("The cost is recorded."))
            return redirect("leads:campaign_detail", pk)
    return _detail(request, campaign, form, status=422)


@require_POST
@permission_required("leads.record_cost")
def cost_reverse(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    cost = get_object_or_404(CampaignCost.objects.visible_to(request.user), pk=pk)
    if attempt(request, None, lambda: campaigns.reverse_cost(cost, by=request.user)):
        messages.success(request, _("The cost is reversed."))
        return redirect("leads:campaign_detail", cost.campaign_id)
    return _detail(request, cost.campaign, CostForm(initial={"day": clock.local_day()}), status=422)


def _campaign(request: AuthenticatedRequest, pk: int) -> Campaign:
    row: Campaign = get_object_or_404(Campaign.objects.visible_to(request.user).select_related("owner"), pk=pk)
    return row


def _become(request: AuthenticatedRequest, pk: int, act: Any, said: str) -> HttpResponse:
    campaign = _campaign(request, pk)
    if attempt(request, None, lambda: act(campaign, by=request.user)):
        messages.success(request, said)
        return redirect("leads:campaign_detail", pk)
    return _detail(request, campaign, CostForm(), status=422)


def _detail(request: AuthenticatedRequest, campaign: Campaign, form: CostForm, status: int = 200) -> HttpResponse:
    context = {"shown": campaign_page(request.user, campaign), "campaign": campaign, "form": form}
    return page(request, "leads/campaign_detail.html", context, status=status)


def _form(request: AuthenticatedRequest, form: CampaignForm, campaign: Campaign | None = None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return page(request, "leads/campaign_form.html", {"form": form, "campaign": campaign}, status=status)
