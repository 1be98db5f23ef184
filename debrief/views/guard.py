"""What the guard set aside, what marketing answered, and the journal of it that operations read and export."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import permission_required
from core.exceptions import BusinessRuleError
from core.exports.response import export_response
from core.htmx import AuthenticatedRequest, page
from core.listing import listing
from crm.models import GuardMark
from crm.services.guard_marks import let_through, reword_text
from debrief import exports
from debrief.filters import GuardFilter
from debrief.selectors.guard import marks_for, overrides_of, waiting_for
from debrief.services.guarding import remove_quarantined, reword_finding
from debrief.views.reviews import answer, problem
from debrief.views.verdicts import found

ORDER = ("-at", "-pk")


@require_GET
@permission_required("debrief.view_guardoverride")
def guard_log(request: AuthenticatedRequest) -> HttpResponse:
    shown = listing(request, overrides_of(request.user), filterset_class=GuardFilter, order=ORDER)
    context = {"listing": shown, "waiting": waiting_for(request.user), "marks": marks_for(request.user)}
    return page(request, "debrief/guard_log.html", context, fragment="rows")


@require_GET
@permission_required("debrief.view_guardoverride")
def guard_log_export(request: AuthenticatedRequest) -> HttpResponseBase:
    filterset = GuardFilter(request.GET, queryset=overrides_of(request.user), request=request).readable()
    report = exports.overrides_report(filterset.qs.order_by(*ORDER))
    return export_response(request, report, filename="guard")


@require_POST
@permission_required("debrief.override_guard")
def mark_reword(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _on_mark(request, pk, reword_text, _("The text says it objectively."))


@require_POST
@permission_required("debrief.override_guard")
def mark_let(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _on_mark(request, pk, partial(let_through, reason=reason), _("The text may stand; your reason is kept."))


def _on_mark(request: AuthenticatedRequest, pk: int, act: Any, text: str) -> HttpResponse:
    mark = get_object_or_404(GuardMark.objects.visible_to(request.user), pk=pk)
    try:
        act(mark, by=request.user)
        messages.success(request, text)
    except BusinessRuleError as error:
        messages.error(request, str(error.message))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("debrief:guard_log")


@require_POST
@permission_required("debrief.override_guard")
def finding_reword(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    finding = found(request, pk)
    try:
        reword_finding(finding, by=request.user)
    except (BusinessRuleError, ValidationError) as error:
        return problem(request, finding.visit.debrief, error)
    return answer(request, finding.visit.debrief, _("The finding says it objectively, and waits for its verdict."))


@require_POST
@permission_required("debrief.override_guard")
def finding_drop(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    finding = found(request, pk)
    try:
        remove_quarantined(finding, by=request.user)
    except (BusinessRuleError, ValidationError) as error:
        return problem(request, finding.visit.debrief, error)
    return answer(request, finding.visit.debrief, _("The text is removed."))
