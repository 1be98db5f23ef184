"""A lead is rated in two taps, at the first contact and at the end; wrong data is reported field by field."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import permission_required
from core.htmx import AuthenticatedRequest
from crm.views.answers import attempt
from debrief.forms.rating import ASKED, RatingForm
from debrief.services.rating import rate_and_report
from leads.choices import RatingMark, RatingMoment
from leads.models import Lead
from leads.selectors.ratings import leads_to_rate
from leads.services.feedback import moment_due


@require_http_methods(["GET", "POST"])
@permission_required("leads.rate_lead")
def lead_rate(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One tap says that all was as promised; another one says what was not."""
    lead = _lead(request, pk)
    due = moment_due(lead, request.user) or RatingMoment.FIRST_CONTACT
    form = RatingForm(request.POST or None, lead=lead, initial={"moment": due})
    if form.is_valid():
        data = form.cleaned_data
        marks = {name: RatingMark.GOOD if "all_good" in request.POST else data[name] for name in ASKED}
        wrong = {} if "all_good" in request.POST else form.wrong
        done = attempt(
            request, form,
            lambda: rate_and_report(lead, by=request.user, moment=data["moment"], wrong=wrong, **marks),
        )  # fmt: skip
        if done:
            count = len(done[1])
            told = ngettext("%(n)s correction goes to review.", "%(n)s corrections go to review.", count) % {"n": count}
            messages.success(request, " ".join([_("Thank you: marketing reads it."), *([told] if count else [])]))
            return redirect(_back(request, lead))
    context = {"lead": lead, "form": form, "moment": due}
    return TemplateResponse(request, "debrief/lead_rating.html", context, status=422 if form.is_bound else 200)


@require_GET
@permission_required("leads.rate_lead")
def lead_rating_panel(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """On the page of the lead: the rating it waits for, in one tap."""
    lead = _lead(request, pk)
    due = moment_due(lead, request.user)
    context = {"lead": lead, "moment": due, "label": RatingMoment(due).label if due else ""}
    return TemplateResponse(request, "debrief/panel_rating.html", context)


def _lead(request: AuthenticatedRequest, pk: int) -> Lead:
    lead: Lead = get_object_or_404(leads_to_rate(request.user), pk=pk)
    return lead


def _back(request: AuthenticatedRequest, lead: Lead) -> str:
    """The page of the lead; that of the leads to accept when it was given back to marketing."""
    if Lead.objects.visible_to(request.user).filter(pk=lead.pk).exists():
        return lead.get_absolute_url()
    return reverse("leads:inbox")
