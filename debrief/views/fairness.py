"""How reviewers judge: the page, its export, and the rules that operations set."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import permission_required
from core.exports.response import export_response
from core.htmx import AuthenticatedRequest, page
from debrief.exports import fairness_report
from debrief.forms.fairness import ReviewRulesForm
from debrief.selectors.fairness import SPANS, Fairness, fairness, team_names
from debrief.services.second_reviews import rules_in_force, set_review_rules
from debrief.views.refusals import attempt


def asked(request: AuthenticatedRequest) -> Fairness:
    days, team = request.GET.get("days", ""), request.GET.get("team", "")
    return fairness(
        request.user, days=int(days) if days.isdecimal() and len(days) < 5 else 90, team=team_of(request, team)
    )


def team_of(request: AuthenticatedRequest, text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


@require_GET
@permission_required("debrief.view_fairness")
def fairness_page(request: AuthenticatedRequest) -> HttpResponse:
    return show(request, ReviewRulesForm(instance=rules_in_force()))


@require_GET
@permission_required("debrief.view_fairness")
def fairness_export(request: AuthenticatedRequest) -> HttpResponseBase:
    return export_response(request, fairness_report(asked(request)), filename=_("reviewers"))


@require_POST
@permission_required("debrief.manage_review_rules")
def fairness_rules(request: AuthenticatedRequest) -> HttpResponse:
    form = ReviewRulesForm(request.POST)
    if not form.is_valid():
        return show(request, form, status=422)
    if status := attempt(request, lambda: set_review_rules(by=request.user, **form.cleaned_data), form):
        return show(request, form, status=status)
    messages.success(request, _("Saved: it holds from the next decision on."))
    return redirect("debrief:fairness")


def show(request: AuthenticatedRequest, form: ReviewRulesForm, status: int = 200) -> HttpResponse:
    context = {
        "shown": asked(request),
        "spans": SPANS,
        "teams": team_names(),
        "team": team_of(request, request.GET.get("team", "")),
        "rules": rules_in_force(),
        "form": form,
    }
    return page(request, "debrief/fairness.html", context, status=status)
