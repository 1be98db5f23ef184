"""The daily work on a lead: one particular changed in place and undone, the next step, the conversion."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import permission_required
from core import clock
from core.htmx import AuthenticatedRequest, page, toast
from core.listing import listing
from core.saved_views import with_saved_views
from leads.filters import StepFilter
from leads.forms.work import ConvertForm, FieldForm, StepForm, is_changeable
from leads.models import Lead, LeadChange, LeadStep
from leads.selectors import converting
from leads.selectors.receivers import receivers
from leads.services import conversion, particulars, steps
from leads.views.answers import attempt
from leads.views.leads import lead_of


@require_http_methods(["GET", "POST"])
@permission_required("leads.capture_lead")
def lead_field(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One particular (?name=): its value, its form, or the sentence that refuses it; a page of its own without htmx."""
    lead, name = lead_of(request, pk), request.GET.get("name", "")
    if not name:
        return redirect(lead)
    if not is_changeable(name):
        raise Http404
    form = FieldForm(request.POST or None, instance=lead, only=name)
    context = {"lead": lead, "name": name, "form": form, "editing": not request.GET.get("shown")}
    if form.is_valid():
        changed = attempt(
            request, form, lambda: particulars.change_lead(lead, by=request.user, **{name: form.cleaned_data[name]})
        )
        if changed:
            return _saved(request, lead_of(request, pk), context | {"editing": False})
    status = 422 if form.is_bound else 200
    return page(request, "leads/lead_field.html", context, fragment="field", status=status)


def _saved(request: AuthenticatedRequest, lead: Lead, context: dict[str, Any]) -> HttpResponse:
    """The value, with a way back for a moment."""
    last = particulars.last_change(lead, str(context["name"]))
    back = f"{reverse('leads:lead_undo', args=[lead.pk])}?change={last.pk}" if last else ""
    if not request.htmx:
        messages.success(request, _("Saved."), extra_tags=f"undo:{back}" if back else "")
        return redirect(lead)
    shown = page(request, "leads/lead_field.html", context | {"lead": lead}, fragment="field")
    return toast(shown, _("Saved."), undo_url=back)


@require_POST
@permission_required("leads.capture_lead")
def lead_undo(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    lead, asked = lead_of(request, pk), request.GET.get("change", "")
    rows = LeadChange.objects.visible_to(request.user).filter(lead=lead)
    number = int(asked) if asked.isdecimal() and len(asked) < 18 else 0
    change = rows.filter(pk=number).first() if number else rows.order_by("-at", "-pk").first()
    if change is None:
        messages.error(request, _("There is nothing to undo."))
    elif attempt(request, None, lambda: particulars.undo_change(change, by=request.user)):
        messages.success(request, _("Undone: the value is what it was."))
    return redirect(lead)


@require_http_methods(["GET", "POST"])
@permission_required("leads.plan_step")
def lead_step(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The next step is set, replacing the one that waited."""
    lead = lead_of(request, pk)
    initial = {"due_on": clock.local_day(), "who": lead.owner_id}
    form = StepForm(request.POST or None, people=receivers(request.user), initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        if attempt(request, form, lambda: steps.set_next_step(lead, by=request.user, **data)):
            messages.success(request, _("The next step is set."))
            return redirect(lead)
    context = {"lead": lead, "form": form, "title": _("Next step"), "button": _("Set the next step")}
    return page(request, "leads/lead_verb.html", context, status=422 if form.is_bound else 200)


@require_POST
@permission_required("leads.plan_step")
def step_done(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    step = _step(request, pk)
    if attempt(request, None, lambda: steps.finish_step(step, by=request.user)):
        messages.success(request, _("Done."), extra_tags=f"undo:{reverse('leads:step_reopen', args=[pk])}")
    return redirect(f"{step.lead.get_absolute_url()}#next-step")


@require_POST
@permission_required("leads.plan_step")
def step_reopen(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    step = _step(request, pk)
    if attempt(request, None, lambda: steps.reopen_step(step, by=request.user)):
        messages.success(request, _("The step waits again."))
    return redirect(step.lead)


@require_GET
@permission_required("leads.view_lead")
@with_saved_views
def step_list(request: AuthenticatedRequest) -> HttpResponse:
    """What is to be done about leads, the most overdue first."""
    found = LeadStep.objects.visible_to(request.user).open().select_related("lead", "who")
    shown = listing(request, found, filterset_class=StepFilter, order=("due_on", "pk"), sortable={})
    context = {"listing": shown, "today": clock.local_day()}
    return page(request, "leads/step_list.html", context, fragment="rows")


def _step(request: AuthenticatedRequest, pk: int) -> LeadStep:
    row: LeadStep = get_object_or_404(LeadStep.objects.visible_to(request.user).select_related("lead"), pk=pk)
    return row


@require_http_methods(["GET", "POST"])
@permission_required("leads.work_lead")
def lead_convert(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The company and the person are those of the CRM that the converter recognises, or new ones."""
    lead = lead_of(request, pk)
    found = converting.candidates_for(request.user, lead)
    initial = {"name": lead.company_name or lead.name, "company": found.company, "contact": found.contact}
    form = ConvertForm(request.POST or None, initial=initial, companies=found.companies, contacts=found.contacts)
    if form.is_valid():
        data = form.cleaned_data
        chosen = converting.chosen(request.user, company=data["company"], contact=data["contact"])
        made = attempt(
            request, form,
            lambda: conversion.convert_lead(lead, by=request.user, name=data["name"], amount=data["amount"], **chosen),
        )  # fmt: skip
        if made:
            messages.success(request, _("The opportunity is open."))
            return redirect(lead)
    context = {"lead": lead, "form": form, "found": found}
    return page(request, "leads/lead_convert.html", context, status=422 if form.is_bound else 200)
