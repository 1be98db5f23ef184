"""The terms of the contract: read by both sides, set by operations."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import permission_required
from core import clock
from core.htmx import AuthenticatedRequest, page
from leads.forms.terms import TermsForm
from leads.selectors.terms import agreed, versions
from leads.services.terms import PERIODS, set_terms
from leads.views.answers import attempt
from leads.views.contract import frame


@require_GET
@permission_required("leads.view_handoff")
def terms_page(request: AuthenticatedRequest) -> HttpResponse:
    return _show(request)


@require_POST
@permission_required("leads.manage_terms")
def terms_set(request: AuthenticatedRequest) -> HttpResponse:
    form = TermsForm(request.POST)
    if form.is_valid() and attempt(request, form, lambda: set_terms(by=request.user, **form.cleaned_data)):
        messages.success(request, _("The new terms hold from now on; clocks that run keep theirs."))
        return redirect("leads:terms_page")
    return _show(request, form, status=422)


def _show(request: AuthenticatedRequest, form: TermsForm | None = None, status: int = 200) -> HttpResponse:
    shown = agreed(request.user, clock.now())
    told: dict[str, Any] = {"agreed": shown, "versions": versions(), **frame(request.user)}
    if request.user.has_perm("leads.manage_terms"):
        held = {name: getattr(shown.terms, name) for name in PERIODS}
        told["form"] = form or TermsForm(initial=held)
    return page(request, "leads/terms.html", told, status=status)
