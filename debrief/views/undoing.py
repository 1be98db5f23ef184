"""Off the day and back again, told and untold: each act is undone from its toast, and nothing asks to be sure."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.permissions import permission_required
from core.exceptions import BusinessRuleError
from core.htmx import AuthenticatedRequest
from debrief.services.undoing import put_back, take_off, untell_visit
from debrief.views.answers import refused
from debrief.views.debriefs import day_asked, day_url
from debrief.views.visits import own_visit


@require_POST
@permission_required("debrief.file_debrief")
def visit_remove(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    day = visit.debrief.work_date
    try:
        key = take_off(visit, by=request.user)
    except BusinessRuleError as error:
        return refused(request, error, to=day_url(day))
    back = reverse("debrief:visit_put_back") + "?" + urlencode({"day": day.isoformat(), "plan": key})
    messages.success(request, str(_("Off the day.")), extra_tags=f"undo:{back}" if key else "")
    return redirect(day_url(day))


@require_POST
@permission_required("debrief.file_debrief")
def visit_put_back(request: AuthenticatedRequest) -> HttpResponse:
    day = day_asked(request)
    try:
        put_back(rep=request.user, day=day, key=request.GET.get("plan", ""), by=request.user)
    except BusinessRuleError as error:
        return refused(request, error, to=day_url(day))
    except ValidationError as error:
        return refused(request, BusinessRuleError(" ".join(error.messages)), to=day_url(day))
    messages.success(request, str(_("Back on the day.")))
    return redirect(day_url(day))


@require_POST
@permission_required("debrief.file_debrief")
def visit_untell(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    to = day_url(visit.debrief.work_date)
    try:
        untell_visit(visit, by=request.user)
    except BusinessRuleError as error:
        return refused(request, error, to=to)
    return redirect(to)
