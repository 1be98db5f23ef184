"""The pre-visit card: a page of its own, kept on the phone for today's visits."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.permissions import permission_required
from core import clock
from core.htmx import AuthenticatedRequest
from crm.models import Company
from debrief.models import Debrief, Visit
from debrief.models.agenda import planned_stops
from debrief.selectors.visit_card import cards_of
from debrief.views.debriefs import day_asked


@never_cache
@require_GET
@permission_required("debrief.file_debrief")
def visit_card(request: AuthenticatedRequest) -> HttpResponse:
    """Of a visit of mine, of one that is only planned, or of a company I may see."""
    day = day_asked(request)
    visit = _written(request) or _planned(request, day) or _company(request, day)
    if visit is None:
        return redirect("debrief:today")
    card = cards_of(request.user, [visit], clock.now())[0]
    return TemplateResponse(request, "debrief/visit_card.html", {"card": card, "day": visit.debrief.work_date})


def _number(request: AuthenticatedRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _written(request: AuthenticatedRequest) -> Visit | None:
    rows = Visit.objects.visible_to(request.user).filter(debrief__rep=request.user, pk=_number(request, "visit"))
    found: Visit | None = rows.select_related("debrief__rep", "company", "lead", "opportunity").first()
    return found


def _planned(request: AuthenticatedRequest, day: date) -> Visit | None:
    key = request.GET.get("plan", "")
    stop = next((stop for stop in planned_stops(request.user, day) if stop.key == key), None) if key else None
    return stop.visit(Debrief(rep=request.user, work_date=day)) if stop else None


def _company(request: AuthenticatedRequest, day: date) -> Visit | None:
    company = Company.objects.visible_to(request.user).filter(pk=_number(request, "company")).first()
    if company is None:
        return None
    return Visit(debrief=Debrief(rep=request.user, work_date=day), company=company, company_name=company.name)
