"""Appeals: opened by a rep on her phone, decided by a third person at her desk."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import permission_required
from core import audit, clock
from core.htmx import AuthenticatedRequest, page
from core.listing import listing
from debrief.filters import AppealFilter
from debrief.forms.fairness import AppealForm, OverturnForm, UpholdForm
from debrief.models import Appeal, Finding, Verdict
from debrief.selectors.third_look import appeals_listed, appeals_of, contested_row
from debrief.services.appeals import open_appeal, overturn_verdict, uphold_verdict, withdraw_appeal
from debrief.services.second_reviews import rules_in_force
from debrief.views.refusals import attempt

PERSON = ("name", "role", "phone", "email")


def layout(request: AuthenticatedRequest) -> str:
    """Reps read on their phone, everybody else at a desk."""
    return "layouts/phone.html" if request.user.role == "rep" else "layouts/app.html"


@require_http_methods(["GET", "POST"])
@permission_required("debrief.open_appeal")
def finding_appeal(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The form of an appeal; the service says whether one may be opened."""
    mine = Finding.objects.filed().visible_to(request.user).filter(visit__debrief__rep=request.user)
    finding = get_object_or_404(mine.select_related("visit__debrief", "visit__company"), pk=pk)
    verdict = Verdict.objects.visible_to(request.user).live().filter(finding=finding).select_related("reviewer").first()
    form = AppealForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_bound and verdict is None:
        messages.error(request, _("There is no decision to appeal against."))
        status = 409
    elif form.is_valid() and verdict:
        reason = form.cleaned_data["reason"]
        status = attempt(request, lambda: open_appeal(verdict, by=request.user, reason=reason), form)
        if not status:
            messages.success(request, _("Your appeal is sent: a third person will look again."))
            return redirect("debrief:appeal_list")
    context = {
        "layout": layout(request), "finding": finding, "verdict": verdict, "form": form, "rules": rules_in_force()
    }  # fmt: skip
    return TemplateResponse(request, "debrief/appeal_form.html", context, status=status)


@require_GET
@permission_required("debrief.view_appeal")
def appeal_list(request: AuthenticatedRequest) -> HttpResponse:
    found = listing(request, appeals_listed(request.user), filterset_class=AppealFilter, order=("-opened_at", "-pk"))
    context = {"layout": layout(request), "listing": found, "now": clock.now()}
    return page(request, "debrief/appeal_list.html", context)


@require_GET
@permission_required("debrief.view_appeal")
def appeal_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return show(request, of(request, pk))


@require_POST
@permission_required("debrief.open_appeal")
def appeal_withdraw(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    appeal = get_object_or_404(appeals_of(request.user).filter(opened_by=request.user), pk=pk)
    return done(request, appeal, lambda: withdraw_appeal(appeal, by=request.user), _("Your appeal is withdrawn."))


@require_POST
@permission_required("debrief.decide_appeal")
def appeal_uphold(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    appeal, form = of(request, pk), UpholdForm(request.POST)
    if not form.is_valid():
        return show(request, appeal, uphold=form, status=422)
    answer = form.cleaned_data["answer"]
    act = lambda: uphold_verdict(appeal, by=request.user, answer=answer)  # noqa: E731
    return done(request, appeal, act, _("The decision stands; the rep is told why."), uphold=form)


@require_POST
@permission_required("debrief.decide_appeal")
def appeal_overturn(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    appeal, form = of(request, pk), OverturnForm(request.POST)
    if not form.is_valid():
        return show(request, appeal, overturn=form, status=422)
    data = {name: request.POST[name] for name in PERSON if request.POST.get(name)}
    given = {**form.cleaned_data, "data": data, "seen": request.POST.get("seen")}
    act = lambda: overturn_verdict(appeal, by=request.user, **given)  # noqa: E731
    return done(request, appeal, act, _("Overturned: the finding is kept, at its filing’s worth."), overturn=form)


def of(request: AuthenticatedRequest, pk: int) -> Appeal:
    appeal: Appeal = get_object_or_404(appeals_of(request.user), pk=pk)
    return appeal


def done(
    request: AuthenticatedRequest, appeal: Appeal, act: Callable[[], Any], text: str, **forms: Any
) -> HttpResponse:
    if status := attempt(request, act, next(iter(forms.values()), None)):
        return show(request, of(request, appeal.pk), status=status, **forms)
    messages.success(request, text)
    return redirect(appeal)


def show(request: AuthenticatedRequest, appeal: Appeal, *, status: int = 200, **forms: Any) -> HttpResponse:
    user = request.user
    involved = user.pk in (appeal.opened_by_id, appeal.verdict.reviewer_id)
    may = appeal.state == "open" and user.has_perm("debrief.decide_appeal")
    context = {
        "layout": layout(request),
        "appeal": appeal,
        "row": contested_row(appeal) if user.has_perm("debrief.decide_appeal") else None,
        "finding": appeal.verdict.finding,
        "mine": appeal.opened_by_id == user.pk,
        "may_decide": may and not involved,
        "involved": may and involved,
        "uphold": forms.get("uphold") or UpholdForm(prefix=""),
        "overturn": forms.get("overturn") or OverturnForm(prefix=""),
        "history": audit.history(appeal)[:12],
        "late": appeal.state == "open" and appeal.due_at < clock.now(),
    }
    return page(request, "debrief/appeal_detail.html", context, status=status)
