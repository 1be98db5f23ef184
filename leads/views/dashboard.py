"""Lead quality and return: the dashboard, the rows behind it, its exports."""

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET

from accounts.permissions import permission_required
from core.exports.response import export_response
from core.htmx import AuthenticatedRequest, page
from core.listing import listing
from leads import exports
from leads.choices import AttributionModel, CampaignChannel
from leads.selectors.roi_charts import charts_of
from leads.selectors.roi_dashboard import PERIODS, Asked, dashboard
from leads.selectors.roi_deals import AskedDeals, deals


@require_GET
@permission_required("leads.view_roi")
def roi_dashboard(request: AuthenticatedRequest) -> HttpResponse:
    asked = Asked.of(request.GET)
    shown = dashboard(request.user, asked)
    context = {
        "asked": asked,
        "shown": shown,
        "charts": charts_of(shown) if shown else None,
        "periods": [(key, label) for key, (label, _days) in PERIODS.items()],
        "channels": CampaignChannel.choices,
        "models": AttributionModel.choices,
    }
    return page(request, "leads/roi_dashboard.html", context, fragment="board")


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
