"""Substitute reviewers: named, ended, and what they take over."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import permission_required
from core import clock
from core.exceptions import BusinessRuleError
from core.htmx import AuthenticatedRequest, page
from core.listing import listing
from debrief.forms.substitution import SubstitutionForm
from debrief.models import Substitution
from debrief.selectors.substitutions import substitutions
from debrief.services.substituting import end_substitution, name_substitute, take_over, take_queue
from debrief.views.refusals import attempt
from debrief.views.reviews import answer, problem, seen


@require_GET
@permission_required("debrief.manage_substitution")
def substitution_list(request: AuthenticatedRequest) -> HttpResponse:
    return show(request, SubstitutionForm(user=request.user))


@require_POST
@permission_required("debrief.manage_substitution")
def substitution_create(request: AuthenticatedRequest) -> HttpResponse:
    form = SubstitutionForm(request.POST, user=request.user)
    if not form.is_valid():
        return show(request, form, status=422)
    if status := attempt(request, lambda: name_substitute(by=request.user, **form.cleaned_data), form):
        return show(request, form, status=status)
    messages.success(request, _("Saved: your colleague sees the days under review from the first day on."))
    return redirect("debrief:substitution_list")


@require_POST
@permission_required("debrief.manage_substitution")
def substitution_end(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Substitution.objects.visible_to(request.user), pk=pk)
    if not attempt(request, lambda: end_substitution(found, by=request.user)):
        messages.success(request, _("The substitution has ended."))
    return redirect("debrief:substitution_list")


@require_POST
@permission_required("debrief.review_debrief")
def substitution_take(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Substitution.objects.visible_to(request.user), pk=pk)
    moved: list[int] = []
    if not attempt(request, lambda: moved.append(take_queue(found, by=request.user))):
        text = ngettext("%(n)s day is yours to review.", "%(n)s days are yours to review.", moved[0])
        messages.success(request, text % {"n": moved[0]})
    return redirect("debrief:review_queue")


@require_POST
@permission_required("debrief.review_debrief")
def review_take_over(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    debrief = seen(request, pk)
    try:
        take_over(debrief, by=request.user, reason=request.POST.get("reason", ""))
    except (BusinessRuleError, ValidationError) as error:
        return problem(request, debrief, error)
    return answer(request, debrief, _("This day is yours to review."))


def show(request: AuthenticatedRequest, form: SubstitutionForm, status: int = 200) -> HttpResponse:
    found = listing(request, substitutions(request.user), order=("-starts_on", "-pk"))
    context = {"listing": found, "form": form, "today": clock.local_day()}
    return page(request, "debrief/substitution_list.html", context, status=status)
