"""Merging two records: choosing the other one, choosing each value, and undoing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import permission_required
from core.exceptions import BusinessRuleError
from core.htmx import AuthenticatedRequest, page
from core.listing import listing
from crm.filters import MergeFilter
from crm.models import Company, Contact, MergeLog
from crm.models.clashes import clashes
from crm.selectors.candidates import company_candidates, contact_candidates
from crm.selectors.merging import differences, last_merge, merged_rows, moving
from crm.services.companies import merge_companies
from crm.services.contacts import merge_contacts
from crm.services.merging import undo_merge
from crm.views.answers import attempt
from crm.views.companies import company_of
from crm.views.contacts import contact_of

SHOWN = 10


@require_http_methods(["GET", "POST"])
@permission_required("crm.merge_records")
def company_merge(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    keep = company_of(request, pk)
    found = company_candidates(
        request.user, name=keep.name, siren=keep.siren, siret=keep.siret, website=keep.website, phone=keep.phone,
        city=keep.city, exclude=keep.pk, shown=SHOWN,
    )  # fmt: skip
    others = Company.objects.visible_to(request.user).live().exclude(pk=keep.pk)
    return _merge(request, keep, others, found, merge_companies)


@require_http_methods(["GET", "POST"])
@permission_required("crm.merge_records")
def contact_merge(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    keep = contact_of(request, pk)
    found = contact_candidates(
        request.user, name=keep.name, email=keep.email, phone=keep.phone, company=keep.company, exclude=keep.pk,
        shown=SHOWN,
    )  # fmt: skip
    others = Contact.objects.visible_to(request.user).live().exclude(pk=keep.pk).select_related("company")
    return _merge(request, keep, others, found, merge_contacts)


def _merge(request: AuthenticatedRequest, keep: Any, others: Any, found: Any, act: Any) -> HttpResponse:
    other = _chosen(request, others)
    if other is None:
        text = request.GET.get("q", "").strip()
        hits = list(others.matching(text).order_by("name", "pk")[:SHOWN]) if text else []
        context = {"keep": keep, "candidates": found, "hits": hits, "q": text}
        return page(request, "crm/merge_choose.html", context, status=422 if request.method == "POST" else 200)
    if request.method == "POST":
        choices = {name: value for name, value in request.POST.items() if value in ("keep", "lose")}
        if attempt(request, None, lambda: act(keep, other, by=request.user, choices=choices)):
            undo = reverse(f"crm:{keep._meta.model_name}_unmerge", args=[keep.pk])
            messages.success(request, _("The two records are one."), extra_tags=f"undo:{undo}")
            return redirect(keep)
    context = {
        "keep": keep, "other": other, "differences": differences(keep, other), "moving": moving(other),
        "clashes": clashes(keep, other),
    }  # fmt: skip
    return page(request, "crm/merge_form.html", context, status=422 if request.method == "POST" else 200)


def _chosen(request: HttpRequest, others: Any) -> Any:
    asked = request.GET.get("with") or request.POST.get("with", "")
    return others.filter(pk=int(asked)).first() if asked.isdigit() and len(asked) < 19 else None


@require_POST
@permission_required("crm.merge_records")
def company_unmerge(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _unmerge(request, company_of(request, pk))


@require_POST
@permission_required("crm.merge_records")
def contact_unmerge(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _unmerge(request, contact_of(request, pk))


def _unmerge(request: AuthenticatedRequest, kept: Company | Contact) -> HttpResponse:
    """The last merge into this record is undone."""
    log = last_merge(kept)
    try:
        if log is None:
            raise BusinessRuleError(_("Nothing was merged into this record."))
        undo_merge(log, by=request.user)
        messages.success(request, _("Both records stand again."))
    except BusinessRuleError as error:
        messages.error(request, str(error))
    return redirect(kept)


@require_GET
@permission_required("crm.merge_records")
def merge_list(request: AuthenticatedRequest) -> HttpResponse:
    """The journal of merges: what was merged into what, by whom, and the way back."""
    logs = MergeLog.objects.visible_to(request.user).select_related("by")
    shown = listing(request, logs, filterset_class=MergeFilter, order=("-at", "-pk"))
    return page(request, "crm/merge_list.html", {"listing": shown, "merges": merged_rows(shown.rows)})


@require_POST
@permission_required("crm.merge_records")
def merge_split(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Both records of this merge stand again, whatever was merged since."""
    log = get_object_or_404(MergeLog.objects.visible_to(request.user), pk=pk)
    try:
        restored = undo_merge(log, by=request.user)
    except BusinessRuleError as error:
        messages.error(request, str(error))
        return redirect("crm:merge_list")
    messages.success(request, _("Both records stand again."))
    return redirect(restored)
