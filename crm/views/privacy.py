"""The rights of a person in the CRM: she objects, she is erased."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import permission_required
from core import clock
from core.htmx import AuthenticatedRequest, page
from crm.forms import ErasureForm, ObjectionForm
from crm.services.erasure import erase_subject
from crm.services.objections import record_objection
from crm.views.answers import attempt
from crm.views.contacts import contact_of


@require_http_methods(["GET", "POST"])
@permission_required("crm.change_contact")
def contact_object(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    contact = contact_of(request, pk)
    form = ObjectionForm(request.POST or None)
    if form.is_valid() and attempt(
        request, form, lambda: record_objection(contact, by=request.user, to=form.cleaned_data["to"])
    ):
        messages.success(request, _("The objection is recorded."))
        return redirect(contact)
    status = 422 if request.method == "POST" else 200
    return page(request, "crm/contact_object.html", {"contact": contact, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
@permission_required("crm.erase_contact")
def contact_erase(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    contact = contact_of(request, pk)
    if contact.anonymised_at:
        messages.error(request, _("This person was erased already."))
        return redirect(contact)
    form = ErasureForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        done = attempt(
            request, form, lambda: erase_subject(contact.pk, reason=reason, now=clock.now(), by=request.user)
        )
        if done:
            messages.success(request, _("The person is erased. The figures stay, nothing names her any more."))
            return redirect(contact)
    status = 422 if request.method == "POST" else 200
    return page(request, "crm/contact_erase.html", {"contact": contact, "form": form}, status=status)
