"""A manager follows the days that nobody told: she excuses them, and settles the drafts of who left."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.permissions import permission_required
from core import clock
from core.exceptions import BusinessRuleError
from core.htmx import AuthenticatedRequest, page
from debrief.forms.day import AbsenceForm
from debrief.selectors.missing_days import missing_days
from debrief.services.filing import excuse_day


@require_GET
@permission_required("debrief.excuse_day")
def missing_list(request: AuthenticatedRequest) -> HttpResponse:
    return _show(request)


@require_POST
@permission_required("debrief.excuse_day")
def missing_excuse(request: AuthenticatedRequest) -> HttpResponse:
    form = AbsenceForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    reps = User.objects.visible_to(request.user).active().reps()
    rep = get_object_or_404(reps, pk=form.cleaned_data["rep"])
    done, refusals = 0, []
    for day in form.cleaned_data["days"]:
        try:
            excuse_day(rep=rep, day=day, by=request.user, reason=form.cleaned_data["reason"])
            done += 1
        except BusinessRuleError as error:
            refusals.append(_said(day, [error.message]))
        except ValidationError as error:
            refusals.append(_said(day, error.messages))
    if refusals:
        form.add_error(None, refusals)
    if done:
        text = ngettext("%(n)s day of %(name)s is excused.", "%(n)s days of %(name)s are excused.", done)
        messages.success(request, text % {"n": done, "name": rep})
    return _show(request, form, status=422) if refusals else redirect("debrief:missing_list")


def _said(day: date, texts: list[Any]) -> str:
    return _("%(day)s: %(why)s") % {"day": day.strftime("%d/%m"), "why": " ".join(str(text) for text in texts)}


def _show(request: AuthenticatedRequest, form: AbsenceForm | None = None, status: int = 200) -> HttpResponse:
    typed = form or AbsenceForm()
    context = {"shown": missing_days(request.user, clock.local_day()), "form": typed}
    return page(request, "debrief/missing_list.html", context, status=status)
