"""Contacts: the list, the page, entry and correction."""

from typing import Any

from django.contrib import messages
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
from crm.filters import ContactFilter
from crm.forms import CandidateForm, ContactForm
from crm.models import Company, Contact
from crm.selectors.candidates import contact_candidates
from crm.selectors.contact_page import contact_page
from crm.services.changes import WRITABLE
from crm.services.contacts import create_contact, update_contact
from crm.views.answers import attempt, changes_of
from crm.views.choosing import choose_company, chosen_company
from crm.views.companies import show_history

ORDER = ("name", "pk")
SORTABLE = {
    "name": ("name", "pk"),
    "company": ("company__name", "pk"),
    "inbound": ("-last_inbound_at", "-pk"),
    "recent": ("-updated_at", "-pk"),
}
SHOWN = (
    "pk", "name", "role", "email", "phone", "how_acquired", "last_inbound_at", "updated_at", "company_id",
    "company__name",
)  # fmt: skip


@require_GET
@permission_required("crm.view_contact")
@with_saved_views
def contact_list(request: AuthenticatedRequest) -> HttpResponse:
    found = Contact.objects.live().visible_to(request.user).values(*SHOWN)
    shown = listing(request, found, filterset_class=ContactFilter, order=ORDER, sortable=SORTABLE)
    return page(request, "crm/contact_list.html", {"listing": shown}, fragment="rows")


@require_GET
@permission_required("core.export_data")
def contact_export(request: AuthenticatedRequest) -> HttpResponseBase:
    found = Contact.objects.live().visible_to(request.user)
    filterset = ContactFilter(request.GET, found, request=request).readable()
    order = SORTABLE.get(request.GET.get("sort", ""), ORDER)
    report = exports.contacts_report(filterset.qs.order_by(*order), filters_text(request, filterset))
    return export_response(request, report, filename="contacts")


@require_GET
@permission_required("crm.view_contact")
def contact_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    contact = contact_of(request, pk)
    if contact.merged_into_id:
        return redirect("crm:contact_detail", contact.merged_into_id)
    context = {"contact": contact, "shown": contact_page(contact, request.user)}
    return page(request, "crm/contact_detail.html", context)


@require_http_methods(["GET", "POST"])
@permission_required("crm.change_contact")
def contact_create(request: AuthenticatedRequest) -> HttpResponse:
    company = chosen_company(request)
    if company is None:
        return choose_company(request, _("New contact"))
    form = ContactForm(request.POST or None, initial={"name": request.GET.get("name", "")})
    if form.is_valid():
        contact = attempt(request, form, lambda: create_contact(by=request.user, company=company, **form.cleaned_data))
        if contact:
            messages.success(request, _("The contact is created."))
            return redirect(contact)
    return _form(request, form, company)


@require_http_methods(["GET", "POST"])
@permission_required("crm.change_contact")
def contact_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    contact = contact_of(request, pk)
    form = ContactForm(request.POST or None, instance=contact)
    if form.is_valid():
        changes = changes_of(form)
        if attempt(request, form, lambda: update_contact(contact, by=request.user, changes=changes)):
            messages.success(request, _("The contact is saved."))
            return redirect("crm:contact_detail", pk)
    return _form(request, form, contact.company, contact)


def _form(
    request: AuthenticatedRequest, form: ContactForm, company: Company, contact: Contact | None = None
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "company": company, "contact": contact}
    if contact is None and form.is_bound:
        context["candidates"] = contact_candidates(request.user, company=company, **_typed(request))
    return page(request, "crm/contact_form.html", context, status=422 if form.is_bound else 200)


@require_GET
@permission_required("crm.change_contact")
def contact_candidates_box(request: AuthenticatedRequest) -> HttpResponse:
    """People who may be the one being typed."""
    context = {"candidates": contact_candidates(request.user, company=chosen_company(request), **_typed(request))}
    return page(request, "crm/partials/_candidates.html", context)


def _typed(request: AuthenticatedRequest) -> dict[str, Any]:
    form = CandidateForm(request.POST or request.GET)
    typed = form.cleaned_data if form.is_valid() else {}
    return {name: typed.get(name) or "" for name in ("name", "email", "phone")} | {"exclude": typed.get("exclude")}


@require_GET
@permission_required("crm.view_contact")
def contact_history(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return show_history(request, contact_of(request, pk), WRITABLE[Contact])


def contact_of(request: AuthenticatedRequest, pk: int) -> Contact:
    rows = Contact.objects.visible_to(request.user).select_related("company__owner__team")
    return get_object_or_404(rows, pk=pk)
