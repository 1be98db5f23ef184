"""Reasons of refusal and disqualification: what operations and marketing administer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import permission_required
from core.htmx import AuthenticatedRequest, page
from leads.forms import ReasonForm
from leads.selectors.administered import all_reasons
from leads.services import settings
from leads.views.answers import attempt


@require_GET
@permission_required("leads.manage_routing")
def reason_list(request: AuthenticatedRequest) -> HttpResponse:
    return page(request, "leads/reason_list.html", {"reasons": all_reasons()})


@require_http_methods(["GET", "POST"])
@permission_required("leads.manage_routing")
def reason_create(request: AuthenticatedRequest) -> HttpResponse:
    return _edit(request, ReasonForm(request.POST or None), settings.save_reason, "leads:reason_list")


@require_http_methods(["GET", "POST"])
@permission_required("leads.manage_routing")
def reason_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    reason = get_object_or_404(all_reasons(), pk=pk)
    return _edit(request, ReasonForm(request.POST or None, instance=reason), settings.save_reason, "leads:reason_list")


def _edit(request: AuthenticatedRequest, form: Any, save: Any, back: str) -> HttpResponse:
    if form.is_valid() and attempt(request, form, lambda: save(form.instance, by=request.user)):
        messages.success(request, _("Saved."))
        return redirect(back)
    title = "" if form.instance.pk else _("Add a reason")
    context = {"form": form, "back": back, "title": title}
    return page(request, "leads/settings_form.html", context, status=422 if form.is_bound else 200)
