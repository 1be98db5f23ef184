"""Completeness and freshness: the page, the rows behind it, the box of one company, and what is expected."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import permission_required
from core import clock
from core.chips import filters_text
from core.exports.response import export_response
from core.htmx import AuthenticatedRequest, page
from core.listing import listing
from core.saved_views import with_saved_views
from crm.models import Company
from debrief.exports import completeness_report, records_report
from debrief.filters import RecordFilter
from debrief.forms.completeness import ExpectedForm
from debrief.selectors.completeness import completeness, line_of, part_rows, records
from debrief.services.completeness import expect_part, expected_parts, measure_company
from debrief.views.refusals import attempt

SORTABLE = {"share": ("share", "company_id"), "name": ("company__name", "company_id")}


@require_GET
@permission_required("debrief.view_completeness")
def completeness_page(request: AuthenticatedRequest) -> HttpResponse:
    return show(request, ExpectedForm())


@require_GET
@permission_required("debrief.view_completeness")
def completeness_export(request: AuthenticatedRequest) -> HttpResponseBase:
    return export_response(request, completeness_report(completeness(request.user)), filename=_("completeness"))


@require_POST
@permission_required("debrief.manage_completeness")
def completeness_expect(request: AuthenticatedRequest) -> HttpResponse:
    form = ExpectedForm(request.POST)
    if not form.is_valid():
        return show(request, form, status=422)
    if status := attempt(request, lambda: expect_part(by=request.user, **form.cleaned_data), form):
        return show(request, form, status=status)
    messages.success(request, _("Saved: the next night measures so."))
    return redirect("debrief:completeness")


@require_GET
@permission_required("debrief.view_completeness")
@with_saved_views
def record_list(request: AuthenticatedRequest) -> HttpResponse:
    found = listing(
        request,
        records(request.user),
        filterset_class=RecordFilter,
        order=("share", "company_id"),
        sortable=SORTABLE,
    )
    return page(request, "debrief/record_list.html", {"listing": found}, "rows")


@require_GET
@permission_required("debrief.view_completeness")
def record_export(request: AuthenticatedRequest) -> HttpResponseBase:
    found = RecordFilter(request.GET, queryset=records(request.user), request=request).readable()
    return export_response(request, records_report(found.qs, filters_text(request, found)), filename=_("records"))


@require_GET
@permission_required("crm.view_company")
def company_record(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    company = get_object_or_404(Company.objects.visible_to(request.user), pk=pk)
    parts = measure_company(company.pk, clock.local_day())
    context = {"line": line_of(parts), "parts": part_rows(parts), "company": company}
    return TemplateResponse(request, "debrief/panel_record.html", context)


def show(request: AuthenticatedRequest, form: ExpectedForm, status: int = 200) -> HttpResponse:
    context = {"shown": completeness(request.user), "form": form, "expected": expected_parts()}
    return page(request, "debrief/completeness.html", context, status=status)
