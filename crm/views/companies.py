"""Companies: the list, the page, entry and correction, and the history of a field."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import permission_required
from core.chips import filters_text
from core.exports.response import export_response
from core.htmx import AuthenticatedRequest, page
from core.listing import listing
from core.saved_views import with_saved_views
from crm import exports
from crm.filters import CompanyFilter
from crm.forms import ActivityForm, CandidateForm, CompanyForm
from crm.models import Company, Contact
from crm.selectors.candidates import company_candidates
from crm.selectors.company_page import company_page
from crm.selectors.provenance import history_rows, label_of
from crm.services.changes import WRITABLE
from crm.services.companies import create_company, update_company
from crm.views.answers import attempt, changes_of

ORDER = ("name", "pk")
SORTABLE = {
    "name": ("name", "pk"),
    "city": ("city", "pk"),
    "employees": ("-employees", "-pk"),
    "recent": ("-updated_at", "-pk"),
}
SHOWN = (
    "pk", "name", "sector", "city", "employees", "updated_at", "owner__name", "owner__email", "contacts_count",
    "open_count", "open_amount",
)  # fmt: skip


@require_GET
@permission_required("crm.view_company")
@with_saved_views
def company_list(request: AuthenticatedRequest) -> HttpResponse:
    found = Company.objects.live().visible_to(request.user).with_figures().values(*SHOWN)
    shown = listing(request, found, filterset_class=CompanyFilter, order=ORDER, sortable=SORTABLE)
    return page(request, "crm/company_list.html", {"listing": shown}, fragment="rows")


@require_GET
@permission_required("core.export_data")
def company_export(request: AuthenticatedRequest) -> HttpResponseBase:
    found = Company.objects.live().visible_to(request.user).with_figures()
    filterset = CompanyFilter(request.GET, found, request=request).readable()
    order = _export_order(request)
    report = exports.companies_report(filterset.qs.order_by(*order), filters_text(request, filterset))
    return export_response(request, report, filename="companies")


def _export_order(request: AuthenticatedRequest) -> tuple[str, ...]:
    """The order of the page that asks: what you see is what you export."""
    asked = request.GET.get("sort", "")
    chosen = SORTABLE.get(asked.removeprefix("-"), ORDER)
    if not asked.startswith("-"):
        return chosen
    return tuple(name.removeprefix("-") if name.startswith("-") else f"-{name}" for name in chosen)


@require_GET
@permission_required("crm.view_company")
def company_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    company = company_of(request, pk)
    if company.merged_into_id:
        return redirect("crm:company_detail", company.merged_into_id)
    return show(request, company)


def show(
    request: AuthenticatedRequest, company: Company, form: ActivityForm | None = None, status: int = 200
) -> HttpResponse:
    context = {"company": company, "shown": company_page(company, request.user)}
    context["form"] = form or ActivityForm(contacts=people_of(request, company))
    return page(request, "crm/company_detail.html", context, status=status)


@require_http_methods(["GET", "POST"])
@permission_required("crm.change_company")
def company_create(request: AuthenticatedRequest) -> HttpResponse:
    first = {"name": request.GET.get("name", ""), "owner": request.user.pk}
    form = CompanyForm(request.POST or None, user=request.user, initial=first)
    if form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
        if company := attempt(request, form, lambda: create_company(by=request.user, **data)):
            messages.success(request, _("The company is created."))
            return redirect(company)
    return _form(request, form)


@require_http_methods(["GET", "POST"])
@permission_required("crm.change_company")
def company_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    company = company_of(request, pk)
    form = CompanyForm(request.POST or None, instance=company, user=request.user)
    if form.is_valid():
        changes = changes_of(form)
        if attempt(request, form, lambda: update_company(company, by=request.user, changes=changes)):
            messages.success(request, _("The company is saved."))
            return redirect("crm:company_detail", pk)
    return _form(request, form, company)


def _form(request: AuthenticatedRequest, form: CompanyForm, company: Company | None = None) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "company": company}
    if company is None and form.is_bound:
        context["candidates"] = company_candidates(request.user, **_typed(request))
    return page(request, "crm/company_form.html", context, status=422 if form.is_bound else 200)


@require_GET
@permission_required("crm.change_company")
def company_candidates_box(request: AuthenticatedRequest) -> HttpResponse:
    """Companies that may be the one being typed."""
    context = {"candidates": company_candidates(request.user, **_typed(request))}
    return page(request, "crm/partials/_candidates.html", context)


def _typed(request: AuthenticatedRequest) -> dict[str, Any]:
    form = CandidateForm(request.POST or request.GET)
    typed = form.cleaned_data if form.is_valid() else {}
    names = ("name", "siren", "siret", "website", "phone", "city")
    return {name: typed.get(name) or "" for name in names} | {"exclude": typed.get("exclude")}


@require_GET
@permission_required("crm.view_company")
def company_history(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    company = company_of(request, pk)
    return show_history(request, company, WRITABLE[Company])


def show_history(request: AuthenticatedRequest, obj: Any, names: frozenset[str]) -> HttpResponse:
    """Every value one field has held; without a field, the choice of fields."""
    field = request.GET.get("field", "")
    known = field if field in names else "name"
    context = {"obj": obj, "label": label_of(obj, known), "rows": history_rows(obj, known), "field": known}
    context["slot"] = f"crm.{obj._meta.model_name}_field"
    return page(request, "crm/field_history.html", context, fragment="history")


def company_of(request: AuthenticatedRequest, pk: int) -> Company:
    return get_object_or_404(Company.objects.visible_to(request.user).select_related("owner__team"), pk=pk)


def people_of(request: AuthenticatedRequest, company: Company) -> QuerySet[Contact]:
    return Contact.objects.visible_to(request.user).live().filter(company=company).order_by("name", "pk")
