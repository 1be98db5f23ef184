"""A call, a visit or a note is put on a company's timeline."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import permission_required
from core import clock
from core.htmx import AuthenticatedRequest
from crm.forms import ActivityForm
from crm.services.activities import log_activity
from crm.views.answers import attempt
from crm.views.companies import company_of, people_of, show


@require_POST
@permission_required("crm.change_contact")
def company_log(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    company = company_of(request, pk)
    form = ActivityForm(request.POST, contacts=people_of(request, company))
    if form.is_valid():
        data = form.cleaned_data
        if attempt(request, form, lambda: log_activity(by=request.user, company=company, at=clock.now(), **data)):
            messages.success(request, _("It is on the timeline."))
            return redirect("crm:company_detail", pk)
    return show(request, company, form, status=422)
