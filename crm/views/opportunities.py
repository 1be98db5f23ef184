"""Opportunities: the list, the page, entry, correction, and how they end."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import permission_required
from core import clock
from core.chips import filters_text
from core.exports.response import export_response
from core.htmx import AuthenticatedRequest, page
from core.listing import listing
from core.saved_views import with_saved_views
from crm import exports
from crm.choices import Stage
from crm.filters import OpportunityFilter
from crm.forms import LoseForm, OpportunityForm, ReopenForm, WinForm
from crm.models import Company, Opportunity
from crm.selectors.opportunity_page import opportunity_page
from crm.services import opportunities as services
from crm.services.changes import WRITABLE
from crm.views.answers import attempt, changes_of
from crm.views.choosing import choose_company, chosen_company
from crm.views.companies import show_history

ORDER = ("-updated_at", "-pk")
SORTABLE = {
    "name": ("name", "pk"),
    "amount": ("-amount", "-pk"),
    "opened": ("-opened_on", "-pk"),
    "closed": ("-closed_on", "-pk"),
    "company": ("company__name", "pk"),
}
SHOWN = (
    "pk",
    "name",
    "state",
    "stage",
    "amount",
    "opened_on",
    "closed_on",
    "updated_at",
    "company__name",
    "owner__name",
    "owner__email",
    "product__name",
)


@require_GET
@permission_required("crm.view_opportunity")
@with_saved_views
def opportunity_list(request: AuthenticatedRequest) -> HttpResponse:
    found = Opportunity.objects.visible_to(request.user).values(*SHOWN)
    shown = listing(request, found, filterset_class=OpportunityFilter, order=ORDER, sortable=SORTABLE)
    return page(request, "crm/opportunity_list.html", {"listing": shown}, fragment="rows")


@require_GET
@permission_required("core.export_data")
def opportunity_export(request: AuthenticatedRequest) -> HttpResponseBase:
    filterset = OpportunityFilter(request.GET, Opportunity.objects.visible_to(request.user), request=request).readable()
    order = SORTABLE.get(request.GET.get("sort", ""), ORDER)
    report = exports.opportunities_report(filterset.qs.order_by(*order), filters_text(request, filterset))
    return export_response(request, report, filename="opportunities")


@require_GET
@permission_required("crm.view_opportunity")
def opportunity_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    deal = deal_of(request, pk)
    context = {"deal": deal, "shown": opportunity_page(deal, request.user), "stages": Stage.choices}
    return page(request, "crm/opportunity_detail.html", context)


@require_http_methods(["GET", "POST"])
@permission_required("crm.change_opportunity")
def opportunity_create(request: AuthenticatedRequest) -> HttpResponse:
    company = chosen_company(request)
    if company is None:
        return choose_company(request, _("New opportunity"))
    form = OpportunityForm(request.POST or None, user=request.user, company=company)
    if form.is_valid():
        opened = attempt(
            request, form, lambda: services.open_opportunity(by=request.user, company=company, **form.cleaned_data)
        )
        if opened:
            messages.success(request, _("The opportunity is opened."))
            return redirect(opened)
    return _form(request, form, company)


@require_http_methods(["GET", "POST"])
@permission_required("crm.change_opportunity")
def opportunity_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    deal = deal_of(request, pk)
    form = OpportunityForm(request.POST or None, instance=deal, user=request.user, company=deal.company)
    if form.is_valid():
        changes, people = changes_of(form, "contacts"), form.cleaned_data["contacts"]
        act = attempt(
            request,
            form,
            lambda: services.update_opportunity(deal, by=request.user, changes=changes, contacts=people),
        )
        if act:
            messages.success(request, _("The opportunity is saved."))
            return redirect("crm:opportunity_detail", pk)
    return _form(request, form, deal.company, deal)


def _form(
    request: AuthenticatedRequest, form: OpportunityForm, company: Company | None, deal: Opportunity | None = None
) -> HttpResponse:
    context = {"form": form, "company": company, "deal": deal}
    return page(request, "crm/opportunity_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@permission_required("crm.change_opportunity")
def opportunity_win(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    deal = deal_of(request, pk)
    first = {"amount": deal.amount or None, "margin": deal.margin, "closed_on": clock.local_day()}
    form = WinForm(request.POST or None, initial=first)
    return _end(request, deal, form, services.win_opportunity, _("Win the deal"), _("The deal is won."))


@require_http_methods(["GET", "POST"])
@permission_required("crm.change_opportunity")
def opportunity_lose(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    deal = deal_of(request, pk)
    form = LoseForm(request.POST or None, initial={"closed_on": clock.local_day()})
    return _end(request, deal, form, services.lose_opportunity, _("Close as lost"), _("The deal is closed as lost."))


@require_http_methods(["GET", "POST"])
@permission_required("crm.change_opportunity")
def opportunity_reopen(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    deal, form = deal_of(request, pk), ReopenForm(request.POST or None)
    return _end(request, deal, form, services.reopen_opportunity, _("Reopen the deal"), _("The deal is open again."))


def _end(
    request: AuthenticatedRequest, deal: Opportunity, form: Form, act: Callable[..., Any], title: str, said: str
) -> HttpResponse:
    if form.is_valid() and attempt(request, form, lambda: act(deal, by=request.user, **form.cleaned_data)):
        messages.success(request, said)
        return redirect("crm:opportunity_detail", deal.pk)
    context = {"form": form, "deal": deal, "title": title}
    return page(request, "crm/opportunity_end.html", context, status=422 if form.is_bound else 200)


@require_POST
@permission_required("crm.change_opportunity")
def opportunity_stage(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    deal = deal_of(request, pk)
    stage = request.POST.get("stage", "")
    if stage not in Stage.values:
        messages.error(request, _("Choose a stage of the list."))
    elif attempt(request, None, lambda: services.set_stage(deal, by=request.user, stage=stage)):
        messages.success(request, _("The stage is saved."))
    return redirect("crm:opportunity_detail", pk)


@require_GET
@permission_required("crm.view_opportunity")
def opportunity_history(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return show_history(request, deal_of(request, pk), WRITABLE[Opportunity] | {"state", "closed_on", "loss_reason"})


def deal_of(request: AuthenticatedRequest, pk: int) -> Opportunity:
    related = ("company", "owner__team", "product")
    return get_object_or_404(Opportunity.objects.visible_to(request.user).select_related(*related), pk=pk)
