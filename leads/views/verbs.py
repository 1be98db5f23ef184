"""What is done to a lead from its page: one address per verb, a small form when words are needed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import permission_required
from core import clock
from core.htmx import AuthenticatedRequest, page
from leads.forms import (
    DisqualifyForm,
    MergeForm,
    RecycleForm,
    WorkForm,
)
from leads.forms.handoff import AssignForm, HandoffForm
from leads.models import Handoff, Lead
from leads.selectors.receivers import receivers
from leads.selectors.routing_words import sentence
from leads.services import handoff, intake, objection, qualification, routing, work
from leads.views.answers import attempt
from leads.views.leads import lead_of, show

REDIRECTED = 302
Act = Callable[[Lead, dict[str, Any]], Any]


@require_POST
@permission_required("leads.qualify_lead")
def lead_qualify(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _at_once(request, pk, qualification.qualify_lead, _("The lead is qualified."))


@require_POST
@permission_required("leads.qualify_lead")
def lead_reopen(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _at_once(request, pk, qualification.reopen_lead, _("The lead is back."))


@require_POST
@permission_required("leads.qualify_lead")
def lead_object(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _at_once(request, pk, objection.record_objection, _("This person will not be contacted again."))


@require_POST
@permission_required("leads.route_lead")
def lead_route(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    lead = lead_of(request, pk)
    routed = attempt(request, None, lambda: routing.route_lead(lead, by=request.user))
    if not routed:
        return show(request, lead, status=422)
    if routed.owner_id:
        messages.success(request, _("Routed to %(name)s.") % {"name": routed.owner})
    else:
        messages.warning(request, sentence(routed.routing_reason))
    return redirect("leads:lead_detail", pk)


@require_http_methods(["GET", "POST"])
@permission_required("leads.route_lead")
def lead_assign(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    form = AssignForm(request.POST or None, people=receivers(request.user))
    return _with_form(
        request, pk, form, _("Choose a rep"), _("Choose"),
        lambda lead, data: routing.assign_lead(lead, by=request.user, **data),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@permission_required("leads.qualify_lead")
def lead_disqualify(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _with_form(
        request, pk, DisqualifyForm(request.POST or None), _("Disqualify the lead"), _("Disqualify"),
        lambda lead, data: qualification.disqualify_lead(lead, by=request.user, **data),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@permission_required("leads.work_lead")
def lead_recycle(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The rep who works the lead gives it back until a date; the page of the handoff then asks to rate it."""
    initial = {"until": qualification.usual_return(clock.now())}
    answer = _with_form(
        request, pk, RecycleForm(request.POST or None, initial=initial), _("Let the lead mature"), _("Recycle"),
        lambda lead, data: qualification.recycle_lead(lead, by=request.user, **data),
    )  # fmt: skip
    if answer.status_code != REDIRECTED or Lead.objects.visible_to(request.user).filter(pk=pk).exists():
        return answer
    last = Handoff.objects.visible_to(request.user).filter(lead=pk, to=request.user).order_by("-pk").first()
    return redirect(last or "leads:inbox")


@require_http_methods(["GET", "POST"])
@permission_required("leads.route_lead")
def lead_hand_off(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    lead = lead_of(request, pk)
    usual = {name: getattr(lead.campaign, name, "") for name in ("promise", "proof", "opener")}
    form = HandoffForm(request.POST or None, people=receivers(request.user), initial={"to": lead.owner_id, **usual})
    return _with_form(
        request, pk, form, _("Hand the lead off"), _("Hand off"),
        lambda lead, data: handoff.hand_off_lead(lead, by=request.user, **data),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@permission_required("leads.work_lead")
def lead_start_work(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _with_form(
        request, pk, WorkForm(request.POST or None), _("First contact made"), _("Note the first contact"),
        lambda lead, data: work.start_work(lead, by=request.user, **data),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@permission_required("leads.qualify_lead")
def lead_merge(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    lead = lead_of(request, pk)
    same = Lead.objects.visible_to(request.user).same_person(lead.email, lead.phone).exclude(pk=pk)
    form = MergeForm(request.POST or None, duplicates=same.exclude(state="merged"))
    return _with_form(
        request, pk, form, _("Merge two leads"), _("Merge"),
        lambda lead, data: intake.merge_leads(lead, data["lose"], by=request.user),
    )  # fmt: skip


def _at_once(request: AuthenticatedRequest, pk: int, act: Callable[..., Lead], said: str) -> HttpResponse:
    lead = lead_of(request, pk)
    if not attempt(request, None, lambda: act(lead, by=request.user)):
        return show(request, lead, status=422)
    messages.success(request, said)
    return redirect("leads:lead_detail", pk)


def _with_form(
    request: AuthenticatedRequest, pk: int, form: forms.Form, title: str, button: str, act: Act
) -> HttpResponse:
    lead = lead_of(request, pk)
    if form.is_valid() and attempt(request, form, lambda: act(lead, form.cleaned_data)):
        messages.success(request, _("Done."))
        return redirect("leads:lead_detail", pk)
    context = {"lead": lead, "form": form, "title": title, "button": button}
    return page(request, "leads/lead_verb.html", context, status=422 if form.is_bound else 200)
