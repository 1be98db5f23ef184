"""Team dashboard, marketing scores, the mirror, the proof, and the export dialog."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import permission_required
from core import clock
from core.exceptions import BusinessRuleError
from core.exports.report import Report
from core.exports.response import export_response
from core.htmx import AuthenticatedRequest, page
from core.kept import kept, last_night
from incentives.exports import chosen_columns, pay_report
from incentives.forms import FORMATS, ExportForm
from incentives.selectors.exports_made import exports_made
from incentives.selectors.marketing_dashboard import marketing_dashboard
from incentives.selectors.mirror import mirror as read_mirror
from incentives.selectors.payroll import pay_rows
from incentives.selectors.preview import preview
from incentives.selectors.proof import proof as read_proof
from incentives.selectors.team_dashboard import months_in_review
from incentives.selectors.team_dashboard import team_dashboard as read_team
from incentives.views.answers import frame

PROOF_SECONDS = 600


@require_safe
@permission_required("incentives.view_team_points")
def team_dashboard(request: AuthenticatedRequest) -> HttpResponse:
    context = {"team": read_team(request.user, now=clock.now()), "in_review": months_in_review(request.user)}
    return page(request, "incentives/team_dashboard.html", context)


@require_safe
@permission_required("incentives.view_marketing_scores")
def marketing_scores(request: AuthenticatedRequest) -> HttpResponse:
    context = {"scores": marketing_dashboard(request.user, now=clock.now())}
    return page(request, "incentives/marketing_scores.html", context)


@require_safe
@permission_required("incentives.view_mirror")
def mirror(request: AuthenticatedRequest) -> HttpResponse:
    return page(request, "incentives/mirror.html", {"mirror": read_mirror(now=clock.now()), **frame(request)})


@require_safe
@permission_required("leads.view_roi")
def proof(request: AuthenticatedRequest) -> HttpResponse:
    """Twelve months take a while to add up: they are told with their hour, and kept for some minutes."""
    now = clock.now()
    parts = (last_night(), clock.local_day(now), get_language())
    shown = kept("proof", parts, partial(read_proof, now=now), seconds=PROOF_SECONDS)
    return page(request, "incentives/proof.html", {"proof": shown})


@require_safe
@permission_required("core.export_data")
def export_dialog(request: AuthenticatedRequest) -> HttpResponse:
    """What the file will hold, before it is made."""
    form = ExportForm(request.GET, viewer=request.user)
    context = {
        "form": form,
        "formats": FORMATS,
        "exports": exports_made(request.user),
        "query": request.GET.urlencode(),
    }
    if form.is_valid():
        data = form.cleaned_data
        report = _report(request, data)
        context |= {"report": report, "preview": preview(report)}
    return page(request, "incentives/points_export.html", context, fragment="preview")


def _report(request: AuthenticatedRequest, data: dict[str, Any]) -> Report:
    teams, people = ([row.pk for row in data[name]] for name in ("teams", "people"))
    rows = pay_rows(request.user, data["period"], teams, people)
    return pay_report(data["period"], rows, chosen_columns(data["columns"]), as_of=clock.now())


@require_safe
@permission_required("core.export_data")
def export_file(request: AuthenticatedRequest) -> HttpResponseBase:
    form = ExportForm(request.GET, viewer=request.user)
    if not form.is_valid():
        messages.error(request, _("Choose a month that exists."))
        return redirect("incentives:export_dialog")
    data = form.cleaned_data
    report = _report(request, data)
    try:
        return export_response(request, report, filename=f"points-{data['period'].key}")
    except BusinessRuleError as error:
        messages.error(request, str(error))
        return redirect("incentives:export_dialog")
