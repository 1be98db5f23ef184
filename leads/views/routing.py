"""The routing desk: the rules and their order, their versions, what reps can take, a dry run, leads without a rep."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import permission_required
from core import clock
from core.chips import filters_text
from core.exports.response import export_response
from core.htmx import AuthenticatedRequest, page
from core.listing import listing
from leads import work_exports
from leads.forms import RoutingRuleForm
from leads.forms.routing import CapacityForm
from leads.lead_filter import LeadFilter
from leads.models import Lead
from leads.selectors import routing_history, routing_trial
from leads.selectors.administered import all_rules, all_versions, selling, unassigned_count
from leads.selectors.routing_words import sentence
from leads.services import bulk, rules
from leads.views.answers import attempt

BACK = "leads:routing_list"
AT_ONCE = 500
MOST_TOLD = 20_000  # leads of a file, each with its reasons


@require_GET
@permission_required("leads.manage_routing")
def routing_list(request: AuthenticatedRequest) -> HttpResponse:
    context = {"rules": all_rules(), "unassigned": unassigned_count(request.user)}
    return page(request, "leads/routing_list.html", context)


@require_http_methods(["GET", "POST"])
@permission_required("leads.manage_routing")
def routing_create(request: AuthenticatedRequest) -> HttpResponse:
    return _edit(request, RoutingRuleForm(request.POST or None))


@require_http_methods(["GET", "POST"])
@permission_required("leads.manage_routing")
def routing_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    rule = get_object_or_404(all_rules(), pk=pk)
    return _edit(request, RoutingRuleForm(request.POST or None, instance=rule))


def _edit(request: AuthenticatedRequest, form: Any) -> HttpResponse:
    if form.is_valid() and attempt(request, form, lambda: rules.save_rule(form.instance, by=request.user)):
        messages.success(request, _("Saved."))
        return redirect(BACK)
    title = "" if form.instance.pk else _("Add a rule")
    context = {"form": form, "back": BACK, "title": title}
    return page(request, "leads/settings_form.html", context, status=422 if form.is_bound else 200)


@require_POST
@permission_required("leads.manage_routing")
def routing_move(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """To the place typed, or one up or down; the keyboard stays on the rule."""
    rule = get_object_or_404(all_rules(), pk=pk)
    text = request.POST.get("to", "")
    if not text.isdecimal() or len(text) > 4:
        messages.error(request, _("Choose a place."))
    elif attempt(request, None, lambda: rules.move_rule(rule, by=request.user, to=int(text))):
        messages.success(request, _("“%(name)s” now stands at place %(n)s.") % {"name": rule.name, "n": text})
    return redirect(f"{reverse(BACK)}#rule-{pk}")


@require_POST
@permission_required("leads.manage_routing")
def routing_switch(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    rule, active = get_object_or_404(all_rules(), pk=pk), request.POST.get("active") == "1"
    if attempt(request, None, lambda: rules.switch_rule(rule, by=request.user, active=active)):
        said = _("“%(name)s” decides again.") if active else _("“%(name)s” is switched off.")
        messages.success(request, said % {"name": rule.name})
    return redirect(f"{reverse(BACK)}#rule-{pk}")


@require_GET
@permission_required("leads.manage_routing")
def routing_versions(request: AuthenticatedRequest) -> HttpResponse:
    return page(request, "leads/routing_versions.html", {"lines": routing_history.versions()})


@require_POST
@permission_required("leads.manage_routing")
def routing_version_restore(request: AuthenticatedRequest, number: int) -> HttpResponse:
    version = get_object_or_404(all_versions(), number=number)
    if attempt(request, None, lambda: rules.restore_version(version, by=request.user)):
        messages.success(request, _("The rules are those of version %(n)s again.") % {"n": number})
    return redirect(BACK)


@require_GET
@permission_required("leads.manage_routing")
def routing_trial_page(request: AuthenticatedRequest) -> HttpResponse:
    """Nothing is written: reading a real page is all it takes."""
    which, trying, shown = _tried(request)
    context = {
        "trial": shown, "which": which, "trying": trying, "off": routing_trial.may_be_tried(),
        "most": routing_trial.MOST, "query": request.GET.urlencode(),
    }  # fmt: skip
    return page(request, "leads/routing_trial.html", context)


@require_GET
@permission_required("leads.manage_routing")
def routing_trial_export(request: AuthenticatedRequest) -> HttpResponseBase:
    which, trying, shown = _tried(request)
    said = {routing_trial.WAITING: _("Those that wait for a rep")}
    told = [str(said.get(which, _("The last ones qualified, whoever has them")))]
    told += [f"+ {rule.name}" for rule in routing_trial.may_be_tried() if rule.pk == trying]
    return export_response(request, work_exports.trial_report(shown, ", ".join(told)), filename="routing-trial")


def _tried(request: AuthenticatedRequest) -> tuple[str, int | None, routing_trial.Trial]:
    which = routing_trial.RECENT if request.GET.get("leads") == routing_trial.RECENT else routing_trial.WAITING
    asked = request.GET.get("with", "")
    trying = int(asked) if asked.isdecimal() and len(asked) < 10 else None
    leads = routing_trial.leads_to_try(request.user, which)
    return which, trying, routing_trial.trial(leads, now=clock.now(), trying=trying)


@require_GET
@permission_required("leads.manage_routing")
def capacity_list(request: AuthenticatedRequest) -> HttpResponse:
    return page(request, "leads/capacity_list.html", {"lines": routing_history.capacities(clock.now())})


@require_http_methods(["GET", "POST"])
@permission_required("leads.manage_routing")
def capacity_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(selling(), pk=pk)
    form = CapacityForm(request.POST or None, instance=routing_history.capacity_of(person))
    if form.is_valid() and attempt(
        request, form, lambda: rules.set_capacity(person, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect("leads:capacity_list")
    context = {"form": form, "back": "leads:capacity_list", "title": person.name}
    return page(request, "leads/settings_form.html", context, status=422 if form.is_bound else 200)


@require_GET
@permission_required("leads.route_lead")
def lead_unassigned(request: AuthenticatedRequest) -> HttpResponse:
    """Qualified leads that nobody has, the oldest first, with why no rule took each."""
    found = Lead.objects.visible_to(request.user).unassigned().select_related("campaign", "company")
    shown = listing(request, found, filterset_class=LeadFilter, order=("captured_at", "pk"), sortable={})
    why = routing_trial.reasons_today(shown.rows)
    lines = [(lead, sentence(lead.routing_reason), why[lead.pk]) for lead in shown.rows]
    return page(request, "leads/lead_unassigned.html", {"listing": shown, "lines": lines}, fragment="rows")


@require_GET
@permission_required("leads.route_lead")
def unassigned_export(request: AuthenticatedRequest) -> HttpResponseBase:
    found = Lead.objects.visible_to(request.user).unassigned().select_related("campaign", "company")
    filterset = LeadFilter(request.GET, found, request=request).readable()
    leads = list(filterset.qs.order_by("captured_at", "pk")[:MOST_TOLD])
    why = routing_trial.reasons_today(leads)
    report = work_exports.unassigned_report([(lead, why[lead.pk]) for lead in leads], filters_text(request, filterset))
    return export_response(request, report, filename="unassigned-leads")


@require_POST
@permission_required("leads.route_lead")
def lead_route_all(request: AuthenticatedRequest) -> HttpResponse:
    """All those that wait go through the rules again, the oldest first, with their campaign’s usual promise."""
    waiting = Lead.objects.visible_to(request.user).unassigned().order_by("captured_at", "pk")[:AT_ONCE]
    placed, handed = bulk.route_and_promise(waiting, by=request.user)
    said = ngettext("%(n)s lead found a rep.", "%(n)s leads found a rep.", placed) % {"n": placed}
    if handed:
        told = ngettext("%(n)s is handed off already.", "%(n)s are handed off already.", handed) % {"n": handed}
        said = f"{said} {told}"
    messages.success(request, said)
    return redirect("leads:lead_unassigned")
