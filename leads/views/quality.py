"""How good the leads are: the page, its rows, its exports; drawn once for each question until the next night."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import Count, Max
from django.http import HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.permissions import permission_required
from core.chips import filters_text
from core.exports.response import export_response
from core.htmx import AuthenticatedRequest, page
from core.kept import kept
from core.listing import listing
from core.saved_views import with_saved_views
from leads import exports, quality_exports
from leads.filters import CostFilter, HandoffFilter
from leads.models import CampaignCost, Handoff
from leads.selectors.quality.asked import BY, PERIODS, Asked
from leads.selectors.quality.board import board
from leads.selectors.quality.charts import charts_of
from leads.selectors.quality.rows import night

KEPT_SECONDS = 12 * 3600


@dataclass(frozen=True)
class Drawn:
    html: str
    as_of: date | None
    handoffs: int


@require_GET
@permission_required("leads.view_roi")
def quality_board(request: AuthenticatedRequest) -> HttpResponse:
    asked, told = Asked.of(request.GET), night()
    spent = CampaignCost.objects.visible_to(request.user).aggregate(last=Max("pk"), n=Count("pk"))
    parts = (request.user.role, told and (told.as_of, told.computed_at), spent, asked, get_language())
    drawn = kept("quality", parts, partial(_draw, request.user, asked), seconds=KEPT_SECONDS)
    return page(request, "leads/quality_board.html", {"board": drawn, "asked": asked}, fragment="board")


def _draw(user: User, asked: Asked) -> Drawn:
    shown = board(user, asked)
    context = {
        "asked": asked,
        "shown": shown,
        "charts": charts_of(shown) if shown else None,
        "periods": [(key, label) for key, (label, _days) in PERIODS.items()],
        "ways": BY.items(),
    }
    html = render_to_string("leads/partials/_quality_board.html", context)
    return Drawn(html, shown.night.as_of if shown else None, shown.total.sent["sent"] if shown else 0)


@require_GET
@permission_required("leads.view_roi")
def quality_export(request: AuthenticatedRequest) -> HttpResponseBase:
    report = quality_exports.quality_report(request.user, Asked.of(request.GET))
    return export_response(request, report, filename="lead-quality")


@require_GET
@permission_required("leads.view_handoff")
@with_saved_views
def handoff_list(request: AuthenticatedRequest) -> HttpResponse:
    found = Handoff.objects.visible_to(request.user).select_related("lead__campaign", "to", "reason", "sent_by")
    shown = listing(request, found, filterset_class=HandoffFilter, order=("-sent_at", "-pk"))
    return page(request, "leads/handoff_list.html", {"listing": shown}, fragment="rows")


@require_GET
@permission_required("core.export_data")
def handoff_export(request: AuthenticatedRequest) -> HttpResponseBase:
    found = Handoff.objects.visible_to(request.user).select_related("lead__campaign", "to__team", "reason", "sent_by")
    filterset = HandoffFilter(request.GET, found, request=request).readable()
    report = exports.handoffs_report(filterset.qs.order_by("-sent_at", "-pk"), filters_text(request, filterset))
    return export_response(request, report, filename="handoffs")


@require_GET
@permission_required("leads.view_roi")
def cost_list(request: AuthenticatedRequest) -> HttpResponse:
    found = CampaignCost.objects.visible_to(request.user).signed().select_related("campaign", "recorded_by")
    shown = listing(request, found, filterset_class=CostFilter, order=("-day", "-pk"))
    total = CostFilter(request.GET, found, request=request).qs.net()["total"]
    return page(request, "leads/cost_list.html", {"listing": shown, "total": total}, fragment="rows")
