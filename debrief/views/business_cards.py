"""A business card becomes a proposed person on the visit page; nothing is created here."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.permissions import permission_required
from core.api.answers import json_error
from core.htmx import AuthenticatedRequest
from crm.services.cards import person_on
from debrief.forms.card import VisitCardForm
from debrief.views.answers import field_errors, wants_json


@never_cache
@require_http_methods(["GET", "POST"])
@permission_required("debrief.file_debrief")
def card_read(request: AuthenticatedRequest) -> HttpResponse:
    """The phone gets the person as JSON; a plain form goes back to its visit with her line filled."""
    form = VisitCardForm(request.POST or None, request.FILES or None, initial={"to": request.GET.get("to", "")})
    if request.method == "POST" and form.is_valid():
        try:
            person = person_on(form.cleaned_data) | {"how_acquired": "card"}
        except ValidationError as error:
            form.add_error("card", error)
        else:
            return answer(request, form, person)
    if request.method == "POST" and wants_json(request):
        errors = field_errors(form)
        return json_error(422, "invalid", " ".join(text for texts in errors.values() for text in texts), errors)
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "debrief/card_form.html", {"form": form, "to": back(request, form)}, status=status)


def answer(request: AuthenticatedRequest, form: VisitCardForm, person: dict[str, str]) -> HttpResponse:
    if wants_json(request):
        return JsonResponse(person)
    return TemplateResponse(
        request, "debrief/card_form.html", {"form": form, "to": back(request, form), "person": person}
    )


def back(request: AuthenticatedRequest, form: VisitCardForm) -> str:
    """The visit page to go back to, among ours only."""
    to = str(form["to"].value() or "")
    safe = to.startswith("/visits/") and url_has_allowed_host_and_scheme(to, {request.get_host()})
    return to if safe else reverse("debrief:today")
