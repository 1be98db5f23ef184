"""My plan: the coming visits, what comes back, days away, a calendar imported; a manager plans for her team."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.permissions import permission_required
from core import clock
from core.exceptions import BusinessRuleError
from core.htmx import AuthenticatedRequest
from crm.models import Company
from debrief.forms.tour import AbsenceForm, PlanForm
from debrief.models import Absence, VisitPlan
from debrief.models.agenda import zone_of
from debrief.selectors.tour import people_of, tour
from debrief.selectors.visit_page import companies_for, people_at
from debrief.services.absences import cancel_absence, declare_absence, restore_absence
from debrief.services.touring import plan_visit, restore_day, resume_plan, skip_day, stop_plan
from debrief.views.answers import add_refusal


def planned_for(request: AuthenticatedRequest) -> User:
    """Oneself, or the person of one's team that the address names."""
    asked = request.GET.get("rep") or request.POST.get("rep") or ""
    if asked in ("", str(request.user.pk)):
        return request.user
    found = next((person for person in people_of(request.user) if str(person.pk) == asked), None)
    if found is None:
        raise Http404
    return found


def tour_url(rep: User, by: User) -> str:
    return reverse("debrief:tour_list") + (f"?rep={rep.pk}" if rep.pk != by.pk else "")


def said(request: AuthenticatedRequest, text: Any, undo: str = "") -> None:
    """A toast, with the address that undoes."""
    messages.success(request, str(text), extra_tags=f"undo:{undo}" if undo else "")


def layout_of(rep: User, by: User) -> str:
    return "layouts/phone.html" if rep.pk == by.pk else "layouts/app.html"


@require_GET
@permission_required("debrief.file_debrief")
def tour_list(request: AuthenticatedRequest) -> HttpResponse:
    return tour_page(request, planned_for(request), AbsenceForm())


def tour_page(request: AuthenticatedRequest, rep: User, form: AbsenceForm) -> HttpResponse:
    today = clock.now().astimezone(zone_of(rep)).date()
    plan = tour(rep, today, request.user)
    context = {"tour": plan, "form": form, "mine": rep.pk == request.user.pk, "layout": layout_of(rep, request.user)}
    return TemplateResponse(request, "debrief/tour_list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permission_required("debrief.file_debrief")
def tour_add(request: AuthenticatedRequest) -> HttpResponse:
    """First the company, found and not typed; then when."""
    rep = planned_for(request)
    asked, name = request.GET.get("company", ""), request.GET.get("name", "").strip()[:200]
    company = Company.objects.visible_to(request.user).filter(pk=asked).first() if asked.isdecimal() else None
    kept = [("rep", rep.pk)] if rep.pk != request.user.pk else []
    if not company and not name:
        q = request.GET.get("q", "").strip()
        context: dict[str, Any] = {
            "found": companies_for(request.user, q),
            "q": q,
            "kept": kept,
            "kept_query": urlencode(kept),
        }
        context |= {"back": tour_url(rep, request.user), "asks": _("Whom will you see?"), "new": False}
        return TemplateResponse(request, "debrief/visit_company.html", context)
    return plan_page(request, rep, company, name)


def plan_page(request: AuthenticatedRequest, rep: User, company: Company | None, name: str) -> HttpResponse:
    people = people_at(request.user, company.pk) if company else []
    form = PlanForm(request.POST or None, company=company, name=company.name if company else name, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            plan = plan_visit(rep=rep, by=request.user, entry=form.entry())
        except BusinessRuleError as error:
            form.add_error(None, str(error.message))
        except ValidationError as error:
            add_refusal(form, error)
        else:
            said(request, _("Visit planned."), reverse("debrief:tour_stop", args=[plan.pk]))
            return redirect(tour_url(rep, request.user))
    context: dict[str, Any] = {
        "form": form,
        "rep": rep,
        "company": company or name,
        "layout": layout_of(rep, request.user),
        "back": tour_url(rep, request.user),
    }
    return TemplateResponse(request, "debrief/tour_form.html", context, status=422 if form.errors else 200)


def found_plan(request: AuthenticatedRequest, pk: int) -> VisitPlan:
    plan: VisitPlan = get_object_or_404(VisitPlan.objects.visible_to(request.user).select_related("rep"), pk=pk)
    return plan


def found_absence(request: AuthenticatedRequest, pk: int) -> Absence:
    absence: Absence = get_object_or_404(Absence.objects.visible_to(request.user).select_related("rep"), pk=pk)
    return absence


def act(request: AuthenticatedRequest, rep: User, verb: Any, text: Any, undo: str = "") -> HttpResponse:
    """One verb of the tour, then its page with a toast that undoes it."""
    try:
        verb()
    except BusinessRuleError as error:
        messages.error(request, str(error.message))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        said(request, text, undo)
    return redirect(tour_url(rep, request.user))


@require_POST
@permission_required("debrief.file_debrief")
def tour_stop(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    plan, undo = found_plan(request, pk), reverse("debrief:tour_resume", args=[pk])
    return act(request, plan.rep, lambda: stop_plan(plan, by=request.user), _("No longer planned."), undo)


@require_POST
@permission_required("debrief.file_debrief")
def tour_resume(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    plan = found_plan(request, pk)
    return act(request, plan.rep, lambda: resume_plan(plan, by=request.user), _("Planned again."))


def day_named(request: AuthenticatedRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("day") or request.POST.get("day", ""))
    except ValueError:
        raise ValidationError({"day": _("Say which day.")}) from None


@require_POST
@permission_required("debrief.file_debrief")
def tour_skip(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    plan = found_plan(request, pk)
    undo = reverse("debrief:tour_restore", args=[pk]) + "?" + urlencode({"day": request.GET.get("day", "")})

    def skip() -> None:
        skip_day(plan, by=request.user, day=day_named(request))

    return act(request, plan.rep, skip, _("Left out that day."), undo)


@require_POST
@permission_required("debrief.file_debrief")
def tour_restore(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    plan = found_plan(request, pk)

    def restore() -> None:
        restore_day(plan, by=request.user, day=day_named(request))

    return act(request, plan.rep, restore, _("Planned again."))


@require_POST
@permission_required("debrief.file_debrief")
def absence_add(request: AuthenticatedRequest) -> HttpResponse:
    rep, form = planned_for(request), AbsenceForm(request.POST)
    if form.is_valid():
        try:
            absence = declare_absence(rep=rep, by=request.user, **form.cleaned_data)
        except BusinessRuleError as error:
            form.add_error(None, str(error.message))
        except ValidationError as error:
            add_refusal(form, error)
        else:
            said(request, _("Absence noted."), reverse("debrief:absence_cancel", args=[absence.pk]))
            return redirect(tour_url(rep, request.user))
    return tour_page(request, rep, form)


@require_POST
@permission_required("debrief.file_debrief")
def absence_cancel(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    absence, undo = found_absence(request, pk), reverse("debrief:absence_restore", args=[pk])
    return act(request, absence.rep, lambda: cancel_absence(absence, by=request.user), _("Absence cancelled."), undo)


@require_POST
@permission_required("debrief.file_debrief")
def absence_restore(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    absence = found_absence(request, pk)
    return act(request, absence.rep, lambda: restore_absence(absence, by=request.user), _("Absence noted."))
