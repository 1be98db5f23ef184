"""From a visit to a lead, in one short form."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import permission_required
from core.exceptions import BusinessRuleError
from core.htmx import AuthenticatedRequest
from debrief.forms.prospect import ProspectForm
from debrief.models import Visit
from debrief.services.prospecting import make_lead
from debrief.views.answers import add_refusal


@require_http_methods(["GET", "POST"])
@permission_required("debrief.file_debrief")
def visit_lead(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    rows = Visit.objects.visible_to(request.user).filter(debrief__rep=request.user)
    visit = get_object_or_404(rows.select_related("debrief__rep", "company", "lead"), pk=pk)
    form = ProspectForm(request.POST or None, visit=visit)
    if form.is_valid():
        try:
            lead, created = make_lead(visit, by=request.user, **form.cleaned_data)
        except (BusinessRuleError, ValidationError) as error:
            add_refusal(form, error)
        else:
            said = _("%(name)s is a lead now: marketing will see it.") if created else _("%(name)s was a lead already.")
            messages.success(request, said % {"name": lead.name})
            return redirect("debrief:debrief_detail", visit.debrief_id)
    context = {"form": form, "visit": visit}
    return TemplateResponse(request, "debrief/visit_lead.html", context, status=422 if form.is_bound else 200)
