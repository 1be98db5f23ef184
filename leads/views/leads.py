"""Leads: the list, the page, capture and correction."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import permission_required
from core.addresses import page_url
from core.chips import kept
from core.exports.response import export_response
from core.htmx import AuthenticatedRequest, page
from core.listing import listing
from core.saved_views import with_saved_views
from leads import exports, reach
from leads.forms import LeadForm
from leads.lead_filter import SCORES, TABS, LeadFilter
from leads.models import Lead
from leads.selectors.lead_page import lead_page
from leads.selectors.lead_rows import SHOWN
from leads.services import intake, particulars
from leads.views.answers import attempt

SORTABLE = {
    "captured": ("-captured_at", "-pk"),
    "fit": ("-score__fit", "-score__captured_at", "-pk"),
    "engagement": ("-score__engagement", "-score__captured_at", "-pk"),
    "cell": ("score__cell", "-score__captured_at", "-pk"),
    "probability": ("-score__probability", "-score__captured_at", "-pk"),
}
BY_SCORE = {"fit", "engagement", "cell", "probability"}
LEAVING_FEW = {"campaign", "owner"}  # these are found first, then sorted
NEWEST_SCORES = ("-score__captured_at", "-pk")
RELATED = (
    "campaign", "owner", "team", "company", "contact", "opportunity", "disqualify_reason", "routing_rule", "score",
)  # fmt: skip
ON_ITS_PAGE = ("campaign", "owner", "company", "opportunity", "disqualify_reason", "score")


@require_GET
@permission_required("leads.view_lead")
@with_saved_views
def lead_list(request: AuthenticatedRequest) -> HttpResponse:
    found, sortable = Lead.objects.visible_to(request.user), SORTABLE
    asked = {name for name in LeadFilter.base_filters if request.GET.get(name)}
    cells_asked = request.GET.getlist("cell")
    all_seen = not found.query.where
    by_scores_alone = bool(asked) and asked <= SCORES.keys() and reach.wide(request.user, narrowed=True)
    if by_scores_alone or (_sorted_by_score(request) and not LEAVING_FEW.intersection(asked)):
        found = found.by_score()
    if by_scores_alone or (all_seen and len(cells_asked) == 1 and cells_asked[0] in reach.CELLS):
        sortable = SORTABLE | {"captured": NEWEST_SCORES}  # walked in an index of scores, not of leads
    order = sortable["captured"]
    shown = listing(request, found, filterset_class=LeadFilter, order=order, sortable=sortable, shown=SHOWN)
    context = {"listing": shown, "tabs": _tabs(request), "bulk": page_url("leads:lead_bulk")}
    return page(request, "leads/lead_list.html", context, fragment="rows")


@require_GET
@permission_required("core.export_data")
def lead_export(request: AuthenticatedRequest) -> HttpResponseBase:
    found = Lead.objects.visible_to(request.user).select_related("campaign", "owner", "team")
    found = LeadFilter(request.GET, found, request=request).readable().qs.order_by("-captured_at", "-pk")
    return export_response(request, exports.leads_report(found), filename="leads")


@require_GET
@permission_required("leads.view_lead")
def lead_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    lead = lead_of(request, pk, *ON_ITS_PAGE)
    context = {"lead": lead, "shown": lead_page(request.user, lead, kind=request.GET.get("kind", ""))}
    return page(request, "leads/lead_detail.html", context, fragment="timeline")


@require_http_methods(["GET", "POST"])
@permission_required("leads.capture_lead")
def lead_create(request: AuthenticatedRequest) -> HttpResponse:
    form = LeadForm(request.POST or None, initial={"campaign": request.GET.get("campaign")})
    if form.is_valid():
        data = form.cleaned_data
        if found := attempt(request, form, lambda: intake.capture_lead(by=request.user, channel="page", **data)):
            lead, created = found
            said = _("The lead is captured.") if created else _("Already captured: what was empty is filled.")
            messages.success(request, said)
            return redirect(lead)
    return _form(request, form)


@require_http_methods(["GET", "POST"])
@permission_required("leads.capture_lead")
def lead_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    lead = lead_of(request, pk)
    form = LeadForm(request.POST or None, instance=lead)
    if form.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        if attempt(request, form, lambda: particulars.change_lead(lead, by=request.user, **changes)):
            messages.success(request, _("The lead is saved."))
            return redirect("leads:lead_detail", pk)
    return _form(request, form, lead=lead)


def _sorted_by_score(request: AuthenticatedRequest) -> bool:
    return request.GET.get("sort", "").removeprefix("-") in BY_SCORE


def lead_of(request: AuthenticatedRequest, pk: int, *related: str) -> Lead:
    """The lead of this address with the rows it names, all of them when none is named."""
    rows = Lead.objects.visible_to(request.user).select_related(*(related or RELATED))
    row: Lead = get_object_or_404(rows, pk=pk)
    return row


def show(request: AuthenticatedRequest, lead: Lead, status: int = 200) -> HttpResponse:
    context = {"lead": lead, "shown": lead_page(request.user, lead)}
    return page(request, "leads/lead_detail.html", context, status=status)


def _form(request: AuthenticatedRequest, form: LeadForm, lead: Lead | None = None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return page(request, "leads/lead_form.html", {"form": form, "lead": lead}, status=status)


def _tabs(request: AuthenticatedRequest) -> list[dict[str, object]]:
    """The states as tabs; the other filters stay when the tab changes."""
    here = request.GET.get("tab", "")
    tabs = [("", pgettext("leads", "All")), *((key, label) for key, label, _states in TABS)]
    query = kept(request, "tab")
    urls = ["?" + "&".join(filter(None, [query, key and f"tab={key}"])) for key, _label in tabs]
    return [{"url": url, "label": label, "current": key == here} for url, (key, label) in zip(urls, tabs, strict=True)]
