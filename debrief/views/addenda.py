"""A filed day added to by its author, on a page of its own."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import permission_required
from core.exceptions import BusinessRuleError
from core.htmx import AuthenticatedRequest
from debrief.forms.addendum import AddendumForm
from debrief.services.addenda import add_to_day
from debrief.views.answers import add_refusal, done, once, refused, wants_json
from debrief.views.debriefs import own_day, receipt, unfit


@require_http_methods(["GET", "POST"])
@permission_required("debrief.file_debrief")
def debrief_add(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    debrief = own_day(request, pk)
    visits = list(debrief.visits.select_related("company").order_by("position", "pk"))
    form = AddendumForm(
        request.POST if request.method == "POST" else None, visits=visits, initial={"client_id": uuid.uuid4()}
    )
    if request.method == "POST" and form.is_valid():

        def work() -> dict[str, Any]:
            data = form.cleaned_data
            add_to_day(debrief, by=request.user, text=data.get("text") or "", additions=form.additions())
            return receipt(debrief)

        try:
            to = debrief.get_absolute_url()
            return done(request, once(request, form, work), text=_("Added: marketing will read it."), to=to)
        except BusinessRuleError as error:
            return refused(request, error, to=debrief.get_absolute_url())
        except ValidationError as error:
            add_refusal(form, error)
    if form.errors and wants_json(request):
        return unfit(request, form, debrief.get_absolute_url())
    context = {"debrief": debrief, "form": form}
    return TemplateResponse(request, "debrief/addendum_form.html", context, status=422 if form.errors else 200)
