"""Public forms, for those who build them: list, builder, one form with its answers, open and close."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import permission_required
from core.htmx import AuthenticatedRequest, page
from core.listing import listing
from leads.forms.builder import BuilderForm
from leads.models import Campaign, CaptureForm
from leads.selectors.form_page import form_list as rows_of
from leads.selectors.form_page import form_page
from leads.services import forms as services
from leads.views.answers import attempt


def _mine(request: AuthenticatedRequest, pk: int) -> CaptureForm:
    found: CaptureForm = get_object_or_404(
        CaptureForm.objects.visible_to(request.user).select_related("campaign"), pk=pk
    )  # fmt: skip
    return found


@require_GET
@permission_required("leads.manage_form")
def form_list(request: AuthenticatedRequest) -> HttpResponse:
    found = listing(request, rows_of(request.user), order=("-created_at", "-pk"))
    return page(request, "leads/form_list.html", {"listing": found}, fragment="rows")


@require_http_methods(["GET", "POST"])
@permission_required("leads.manage_form")
def form_create(request: AuthenticatedRequest) -> HttpResponse:
    campaigns = Campaign.objects.visible_to(request.user)
    form = BuilderForm(request.POST or None, campaigns=campaigns)

    def build() -> CaptureForm:
        return services.build_form(by=request.user, campaign=form.cleaned_data["campaign"], **_asked(form))

    if form.is_valid() and (built := attempt(request, form, build)):
        return redirect("leads:form_detail", built.pk)
    return _builder(request, form, _("New form"))


@require_http_methods(["GET", "POST"])
@permission_required("leads.manage_form")
def form_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    mine = _mine(request, pk)
    title, form = mine.name, BuilderForm(request.POST or None, instance=mine)
    if form.is_valid() and attempt(
        request, form, lambda: services.change_form(mine, by=request.user, **_asked(form))
    ):  # fmt: skip
        return redirect("leads:form_detail", pk)
    return _builder(request, form, title)


def _asked(form: BuilderForm) -> dict[str, Any]:
    consent = (form.cleaned_data["consent_fr"], form.cleaned_data["consent_en"])
    return {"texts": form.texts(), "fields": form.chosen(), "consent": consent, "domains": form.sites_listed()}


def _builder(request: AuthenticatedRequest, form: BuilderForm, title: str) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return page(request, "leads/form_edit.html", {"form": form, "title": title}, status=status)


@require_GET
@permission_required("leads.manage_form")
def form_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    form = _mine(request, pk)
    return page(request, "leads/form_detail.html", {"form": form, "shown": form_page(form)})


@require_POST
@permission_required("leads.manage_form")
def form_open(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    services.open_form(_mine(request, pk), by=request.user)
    messages.success(request, _("The form is open: its address works from now on."))
    return redirect("leads:form_detail", pk)


@require_POST
@permission_required("leads.manage_form")
def form_close(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    services.close_form(_mine(request, pk), by=request.user)
    messages.success(request, _("The form is closed; its answers stay."))
    return redirect("leads:form_detail", pk)
