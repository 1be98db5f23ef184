"""Scoring: the matrix and the rules, their editor with its preview, and the model of probability."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import permission_required
from core.htmx import AuthenticatedRequest, page
from leads.scoring_effect import effect
from leads.scoring_form import ScoringForm
from leads.selectors import scoring_page as selectors
from leads.selectors.probability_page import model_page, verdict
from leads.services.scoring import save_scoring
from leads.views.answers import attempt


@require_GET
@permission_required("leads.view_scoring")
def scoring(request: AuthenticatedRequest) -> HttpResponse:
    shown = selectors.scoring_page(request.user)
    context = {"shown": shown, "verdict": verdict(shown.model) if shown.model else ""}
    return page(request, "leads/scoring.html", context)


@require_GET
@permission_required("leads.view_scoring")
def probability(request: AuthenticatedRequest) -> HttpResponse:
    return page(request, "leads/probability.html", {"shown": model_page()})


@require_http_methods(["GET", "POST"])
@permission_required("leads.manage_scoring")
def scoring_edit(request: AuthenticatedRequest) -> HttpResponse:
    """Preview first; saving makes a new version."""
    number = request.GET.get("version", "")
    form = ScoringForm(selectors.scoring_of(int(number) if number.isdecimal() else None), request.POST or None)
    if not form.is_valid():
        return _form(request, form, status=422 if form.is_bound else 200)
    if "save" not in request.POST:
        return _form(request, form, preview=effect(request.user, form.scoring()))
    note = form.frame.cleaned_data["note"]
    if attempt(request, form, lambda: save_scoring(form.scoring(), by=request.user, note=note)):  # type: ignore[arg-type]
        messages.success(request, _("Saved: the open leads are scored anew within a minute."))
        return redirect("leads:scoring")
    return _form(request, form, status=422)


def _form(request: AuthenticatedRequest, form: ScoringForm, *, preview: Any = None, status: int = 200) -> HttpResponse:
    return page(request, "leads/scoring_form.html", {"form": form, "preview": preview}, status=status)
