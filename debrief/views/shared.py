"""A visit told by a colleague: read by whoever was there, who may say she was not."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import permission_required
from core.exceptions import BusinessRuleError
from core.htmx import AuthenticatedRequest
from debrief.models import Visit
from debrief.selectors.shared_visit import shared_visit
from debrief.services.attending import leave_visit, rejoin_visit
from debrief.views.answers import refused
from debrief.views.debriefs import day_url


def seen(request: AuthenticatedRequest, pk: int) -> Visit:
    rows = Visit.objects.visible_to(request.user).select_related("debrief__rep", "company")
    visit: Visit = get_object_or_404(rows, pk=pk)
    return visit


@require_GET
@permission_required("debrief.file_debrief")
def visit_shared(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    context = {"shared": shared_visit(seen(request, pk), request.user)}
    return TemplateResponse(request, "debrief/visit_shared.html", context)


@require_POST
@permission_required("debrief.file_debrief")
def visit_leave(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    visit = seen(request, pk)
    to = day_url(visit.debrief.work_date)
    try:
        leave_visit(visit, by=request.user)
    except BusinessRuleError as error:
        return refused(request, error, to=to)
    undo = reverse("debrief:visit_rejoin", args=[pk])
    messages.success(request, str(_("This visit is no longer yours.")), extra_tags=f"undo:{undo}")
    return redirect(to)


@require_POST
@permission_required("debrief.file_debrief")
def visit_rejoin(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The way back from having left; a visit one left is looked for by its number."""
    rows = Visit.objects.visible_to(request.user, left=True).select_related("debrief__rep")
    visit: Visit = get_object_or_404(rows, pk=pk)
    to = day_url(visit.debrief.work_date)
    try:
        rejoin_visit(visit, by=request.user)
    except BusinessRuleError as error:
        return refused(request, error, to=to)
    messages.success(request, str(_("This visit is yours again.")))
    return redirect(to)
