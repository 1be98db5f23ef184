"""Plans, their versions and whom they pay."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import permission_required, role_required
from core import clock
from core.exceptions import BusinessRuleError
from core.htmx import AuthenticatedRequest, page
from incentives.forms import AssignmentForm, PlanForm, VersionForm
from incentives.models import Assignment, Plan, PlanVersion
from incentives.selectors import plans as reading
from incentives.services import plans
from incentives.views.answers import attempt, frame


@require_safe
@role_required
def plan_list(request: AuthenticatedRequest) -> HttpResponse:
    rows = reading.plan_list(request.user, today=clock.local_day())
    return page(request, "incentives/plan_list.html", {"plans": rows, **frame(request)})


@require_safe
@role_required
def plan_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _show(request, _plan(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("incentives.manage_plans")
def plan_create(request: AuthenticatedRequest) -> HttpResponse:
    form = PlanForm(request.POST or None)
    made: list[Plan] = []
    if form.is_valid() and attempt(
        request, lambda: made.append(plans.draft_plan(by=request.user, **form.cleaned_data)), form
    ):
        messages.success(request, _("The plan exists: draft its first version."))
        return redirect(made[0])
    return page(request, "incentives/plan_form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@permission_required("incentives.manage_plans")
def plan_draft(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """A new draft version, with the figures of the last one, from the next month."""
    plan, made = _plan(request, pk), []
    starts_on = reading.next_month(clock.local_day())
    if not attempt(request, lambda: made.append(plans.draft_version(plan, by=request.user, starts_on=starts_on))):
        return _show(request, plan, status=422)
    return redirect("incentives:version_edit", made[0].pk)


@require_POST
@permission_required("incentives.manage_plans")
def plan_assign(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    form = AssignmentForm(request.POST, plan=plan, viewer=request.user)
    if form.is_valid():
        person, starts_on = form.cleaned_data["person"], form.cleaned_data["starts_on"]
        given = {"by": request.user, "starts_on": starts_on, "now": clock.now()}
        if attempt(request, lambda: plans.assign_plan(person, plan, **given), form):
            messages.success(request, _("%(name)s is paid by this plan from that day.") % {"name": person.name})
            return redirect(plan)
    return _show(request, plan, form, status=422)


@require_POST
@role_required
def plan_acknowledge(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    mine = Assignment.objects.visible_to(request.user).filter(plan=plan, person=request.user).first()
    if not attempt(request, lambda: _acknowledge(request, mine)):
        return _show(request, plan, status=422)
    messages.success(request, _("Noted: you have read the plan."))
    return redirect(plan)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("incentives.manage_plans")
def version_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    version = _version(request, pk)
    form = VersionForm(request.POST or None, version=version)
    if form.is_valid():
        given = {"starts_on": form.cleaned_data["starts_on"], "parameters": form.parameters, "prices": form.prices}
        if attempt(request, lambda: plans.revise_version(version, by=request.user, **given), form):
            messages.success(request, _("The draft is saved."))
            return redirect(version.plan)
    context = {**frame(request), "form": form, "version": version}
    return page(request, "incentives/version_form.html", context, status=422 if form.is_bound else 200)


@require_POST
@permission_required("incentives.manage_plans")
def version_publish(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    version = _version(request, pk)
    if not attempt(request, lambda: plans.publish_version(version, by=request.user, now=clock.now())):
        return _show(request, version.plan, status=422)
    messages.success(request, _("Published and frozen: people are asked to acknowledge it."))
    return redirect(version.plan)


def _acknowledge(request: AuthenticatedRequest, mine: Assignment | None) -> None:
    if mine is None:
        raise BusinessRuleError(_("This plan does not pay you."), code="not_yours")
    plans.acknowledge_plan(mine, by=request.user, now=clock.now())


def _plan(request: AuthenticatedRequest, pk: int) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)


def _version(request: AuthenticatedRequest, pk: int) -> PlanVersion:
    return get_object_or_404(PlanVersion.objects.visible_to(request.user).select_related("plan"), pk=pk)


def _show(
    request: AuthenticatedRequest, plan: Plan, form: AssignmentForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        **frame(request),
        "page": reading.plan_page(plan, viewer=request.user, today=clock.local_day()),
        "form": form or AssignmentForm(plan=plan, viewer=request.user),
    }
    return page(request, "incentives/plan_detail.html", context, status=status)
