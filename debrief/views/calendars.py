"""A calendar imported: sent, previewed with the companies recognised, then planned."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import permission_required
from core.exceptions import BusinessRuleError
from core.htmx import AuthenticatedRequest
from debrief.forms.tour import CalendarForm
from debrief.services.importing import Proposal, import_calendar, preview_calendar
from debrief.views.tour import layout_of, planned_for, tour_url


@require_http_methods(["GET", "POST"])
@permission_required("debrief.file_debrief")
def tour_import(request: AuthenticatedRequest) -> HttpResponse:
    """Without JavaScript: the preview carries the text, and what is ticked is planned."""
    rep = planned_for(request)
    form = CalendarForm(request.POST or None, request.FILES or None)
    proposals: list[Proposal] | None = None
    text = ""
    if request.method == "POST" and form.is_valid():
        try:
            content = form.content()
            if request.POST.get("step") == "confirm":
                counts = import_calendar(rep=rep, by=request.user, content=content, uids=request.POST.getlist("uid"))
                messages.success(request, str(sentence(counts)))
                return redirect(tour_url(rep, request.user))
            proposals = preview_calendar(rep=rep, by=request.user, content=content)
            text = content if isinstance(content, str) else content.decode("utf-8", "replace")
        except BusinessRuleError as error:
            form.add_error(None, str(error.message))
        except ValidationError as error:
            form.add_error("file", " ".join(error.messages))
    context = {"form": form, "proposals": proposals, "text": text, "back": tour_url(rep, request.user), "rep": rep}
    context |= {"layout": layout_of(rep, request.user)}
    return TemplateResponse(request, "debrief/tour_import.html", context, status=422 if form.errors else 200)


def sentence(counts: Any) -> Any:
    values = {"created": counts.created, "updated": counts.updated, "removed": counts.removed}
    return _("Calendar read: %(created)s planned, %(updated)s updated, %(removed)s removed.") % values
