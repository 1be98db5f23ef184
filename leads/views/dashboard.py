"""Lead quality and return: the dashboard, the rows behind it, its exports."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.http import HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.permissions import permission_required
from core.exports.response import export_response
from core.htmx import AuthenticatedRequest, page
from core.kept import kept
from core.listing import listing
from leads import exports
from leads.choices import AttributionModel, CampaignChannel
from leads.selectors import roi_figures
from leads.selectors.roi_charts import charts_of
from leads.selectors.roi_dashboard import PERIODS, Asked, dashboard
from leads.selectors.roi_deals import AskedDeals, deals

KEPT_SECONDS = 12 * 3600


@dataclass(frozen=True)
class Board:
    """The figures as drawn, and what the head of the page says of them."""

    html: str
    as_of: date | None
    leads: int


@require_GET
@permission_required("leads.view_roi")
def roi_dashboard(request: AuthenticatedRequest) -> HttpResponse:
    """What the last night told, drawn once for each question, reach and language."""
    asked, stamp = Asked.of(request.GET), roi_figures.stamp(request.user)
    parts = (stamp, asked, get_language())
    board = kept("roi", parts, partial(_draw, request.user, asked, stamp.as_of), seconds=KEPT_SECONDS)
    return page(request, "leads/roi_dashboard.html", {"board": board}, fragment="board")


def _draw(user: User, asked: Asked, last: date | None) -> Board:
    shown = dashboard(user, asked, last)
    context = {
        "asked": asked,
        "shown": shown,
        "charts": charts_of(shown) if shown else None,
        "periods": [(key, label) for key, (label, _days) in PERIODS.items()],
        "channels": CampaignChannel.choices,
        "models": AttributionModel.choices,
    }
    html = render_to_string("leads/partials/_roi_board.html", context)
    return Board(html, shown.as_of if shown else None, shown.total.leads if shown else 0)


@require_GET
@permission_required("leads.view_roi")
def roi_export(request: AuthenticatedRequest) -> HttpResponseBase:
    report = exports.roi_report(request.user, Asked.of(request.GET))
    return export_response(request, report, filename="roi")


@require_GET
@permission_required("leads.view_roi")
def roi_deals(request: AuthenticatedRequest) -> HttpResponse:
    asked = AskedDeals.of(request.user, request.GET)
    shown = listing(request, deals(request.user, asked), order=("-closed_on", "-pk"))
    return page(request, "leads/roi_deals.html", {"listing": shown, "asked": asked}, fragment="rows")
