"""Months of the book: computed, reviewed, approved by one person, locked by another, exported."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import permission_required
from core import clock
from core.htmx import AuthenticatedRequest, page
from incentives.models import Period
from incentives.selectors import periods as reading
from incentives.services import periods
from incentives.views.answers import attempt


@require_safe
@permission_required("incentives.view_team_points")
def period_list(request: AuthenticatedRequest) -> HttpResponse:
    return page(request, "incentives/period_list.html", {"periods": reading.period_list(request.user)})


@require_safe
@permission_required("incentives.view_team_points")
def period_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _show(request, _period(request, pk))


@require_POST
@permission_required("incentives.lock_period")
def period_compute(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _do(request, pk, periods.compute_period, _("The statements say what the lines say."))


@require_POST
@permission_required("incentives.lock_period")
def period_review(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _do(request, pk, periods.review_period, _("The month is in review: statements may be approved."))


@require_POST
@permission_required("incentives.approve_period")
def period_approve_statements(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    period, done = _period(request, pk), []
    if not attempt(
        request, lambda: done.append(periods.approve_team_statements(period, by=request.user, now=clock.now()))
    ):
        return _show(request, period, status=422)
    text = ngettext("%(count)s statement approved.", "%(count)s statements approved.", done[0])
    messages.success(request, text % {"count": done[0]})
    return redirect(period)


@require_POST
@permission_required("incentives.approve_period")
def period_approve(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _do(request, pk, periods.approve_period, _("The month is approved: somebody else may lock it."))


@require_POST
@permission_required("incentives.lock_period")
def period_lock(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _do(request, pk, periods.lock_period, _("The month is locked. Nothing unlocks it."))


@require_POST
@permission_required("incentives.lock_period")
def period_export(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _do(request, pk, periods.export_period, _("The month is marked as exported to payroll."))


def _period(request: AuthenticatedRequest, pk: int) -> Period:
    rows = Period.objects.visible_to(request.user).select_related("approved_by", "locked_by")
    return get_object_or_404(rows, pk=pk)


def _do(request: AuthenticatedRequest, pk: int, verb: Callable[..., Any], text: str) -> HttpResponse:
    period = _period(request, pk)
    if not attempt(request, lambda: verb(period, by=request.user, now=clock.now())):
        return _show(request, period, status=422)
    messages.success(request, text)
    return redirect(period)


def _show(request: AuthenticatedRequest, period: Period, status: int = 200) -> HttpResponse:
    context = {"page": reading.period_page(period, viewer=request.user)}
    return page(request, "incentives/period_detail.html", context, status=status)
