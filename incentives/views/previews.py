"""Before filing: what the findings of a visit would bring, as it is being told."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.permissions import permission_required
from core import clock
from core.htmx import AuthenticatedRequest
from crm.models import Company
from debrief.forms.lines import Findings, People
from debrief.models import Debrief, Finding, Visit
from debrief.models.agenda import zone_of
from debrief.models.colleagues import colleagues_of
from debrief.selectors.my_debriefs import preview
from debrief.services.appraising import appraise_visit, timeliness_now
from incentives.selectors.finding_prices import priced


@never_cache
@require_http_methods(["GET", "POST"])
@permission_required("debrief.file_debrief")
def visit_preview(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """GET prices what is saved, POST what the form of that visit says; 0 is a visit not saved yet."""
    visit = own_visit(request, pk) if pk else new_visit(request)
    told = as_written(request, visit) if request.method == "POST" else as_saved(visit)
    timeliness = timeliness_now(request.user, visit.debrief)
    named = _named(request)
    prices = priced(
        told,
        rep_id=request.user.pk,
        day=visit.debrief.work_date,
        timeliness=timeliness,
        colleagues=None if named is None else [named] * len(told),
    )
    return render(request, "incentives/partials/_visit_points.html", {"told": prices})


def _named(request: AuthenticatedRequest) -> list[int] | None:
    """The colleagues the form names, while it is being filled; what is saved says it itself."""
    if request.method != "POST":
        return None
    named = {int(pk) for pk in request.POST.getlist("attendees") if pk.isdecimal() and len(pk) < 10}
    return [person.pk for person in colleagues_of(request.user) if person.pk in named]


def own_visit(request: AuthenticatedRequest, pk: int) -> Visit:
    rows = Visit.objects.visible_to(request.user).select_related("debrief__rep__team", "company")
    visit: Visit = get_object_or_404(rows, pk=pk, debrief__rep=request.user)
    return visit


def new_visit(request: AuthenticatedRequest) -> Visit:
    """The company the page was opened for, on the day it names; both are only read."""
    asked, name = request.POST.get("company", ""), request.POST.get("company_name", "").strip()[:200]
    company = Company.objects.visible_to(request.user).filter(pk=asked).first() if asked.isdecimal() else None
    try:
        day = date.fromisoformat(request.POST.get("work_date", ""))
    except ValueError:
        day = clock.now().astimezone(zone_of(request.user)).date()
    debrief = Debrief.objects.visible_to(request.user).filter(rep=request.user, work_date=day).first()
    debrief = debrief or Debrief(rep=request.user, work_date=day)
    return Visit(debrief=debrief, company=company, company_name=company.name if company else name)


def as_saved(visit: Visit) -> list[Finding]:
    return [finding for finding in preview(visit.debrief) if finding.visit_id == visit.pk] if visit.pk else []


def as_written(request: AuthenticatedRequest, visit: Visit) -> list[Finding]:
    """The lines that can be read already; one half typed waits."""
    people, findings = People(request.POST, prefix="people"), Findings(request.POST, prefix="findings")
    return appraise_visit(
        visit,
        people=[entry for line in people if line.is_valid() and (entry := line.entry())],
        findings=[entry for line in findings if line.is_valid() and (entry := line.entry())],
    )
