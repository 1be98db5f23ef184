"""Disputes: opened by a person, answered by operations."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import permission_required
from core import audit, clock
from core.htmx import AuthenticatedRequest, page
from core.listing import listing
from core.saved_views import with_saved_views
from incentives.filters import DisputeFilter
from incentives.forms import AnswerForm
from incentives.models import Dispute
from incentives.services import disputes
from incentives.views.answers import attempt, frame

RELATED = ("opened_by__team", "answered_by", "line__period", "statement__period", "adjustment")


@require_safe
@permission_required("incentives.view_statement")
@with_saved_views
def dispute_list(request: AuthenticatedRequest) -> HttpResponse:
    found = Dispute.objects.visible_to(request.user).select_related(*RELATED)
    rows = listing(request, found, filterset_class=DisputeFilter, order=("-opened_at", "-pk"))
    return page(request, "incentives/dispute_list.html", {"listing": rows, **frame(request)}, fragment="rows")


@require_safe
@permission_required("incentives.view_statement")
def dispute_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _show(request, _dispute(request, pk))


@require_POST
@permission_required("incentives.adjust_points")
def dispute_take(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _do(request, pk, disputes.take_dispute, _("The dispute is under review."))


@require_POST
@permission_required("incentives.adjust_points")
def dispute_close(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _do(request, pk, disputes.close_dispute, _("The dispute is closed."))


@require_POST
@permission_required("incentives.open_dispute")
def dispute_withdraw(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _do(request, pk, disputes.withdraw_dispute, _("The dispute is withdrawn."))


@require_POST
@permission_required("incentives.adjust_points")
def dispute_answer(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    dispute, form = _dispute(request, pk), AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, dispute, form, status=422)
    given = {"by": request.user, "now": clock.now(), **form.cleaned_data}
    if not attempt(request, lambda: disputes.answer_dispute(dispute, **given), form):
        return _show(request, dispute, form, status=422)
    messages.success(request, _("The answer is sent."))
    return redirect(dispute)


def _dispute(request: AuthenticatedRequest, pk: int) -> Dispute:
    return get_object_or_404(Dispute.objects.visible_to(request.user).select_related(*RELATED), pk=pk)


def _do(request: AuthenticatedRequest, pk: int, verb: Callable[..., Any], text: str) -> HttpResponse:
    dispute = _dispute(request, pk)
    if not attempt(request, lambda: verb(dispute, by=request.user, now=clock.now())):
        return _show(request, dispute, status=422)
    messages.success(request, text)
    return redirect(dispute)


def _show(
    request: AuthenticatedRequest, dispute: Dispute, form: AnswerForm | None = None, status: int = 200
) -> HttpResponse:
    may_answer = request.user.has_perm("incentives.adjust_points") and dispute.opened_by_id != request.user.pk
    context = {
        **frame(request),
        "dispute": dispute,
        "form": (form or AnswerForm()) if may_answer and dispute.is_running else None,
        "own": dispute.opened_by_id == request.user.pk,
        "history": audit.history(dispute),
    }
    return page(request, "incentives/dispute_detail.html", context, status=status)
