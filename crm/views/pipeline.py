"""The pipeline: amounts by stage, win rate, ageing and sums per seller, all time or for a period."""

from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import permission_required
from core import clock
from core.chips import chips, filters_text, without
from core.exports.response import export_response
from core.htmx import AuthenticatedRequest, page
from core.periods import Month, Quarter
from crm import exports
from crm.filters import OpportunityFilter
from crm.models import Opportunity
from crm.selectors.pipeline import Pipeline, pipeline

Span = tuple[date | None, date | None]


@require_GET
@permission_required("crm.view_opportunity")
def pipeline_page(request: AuthenticatedRequest) -> HttpResponse:
    figures, filterset = _figures(request)
    context = {
        "figures": figures,
        "filterset": filterset,
        "periods": _periods(request),
        "chips": chips(request, filterset),
        "as_of": clock.now(),
        "query": request.GET.urlencode(),
        "stages": [(step.label, step.amount, "accent", step.count) for step in figures.stages],
        "best": max((row.won_amount for row in figures.sellers), default=0),
    }
    return page(request, "crm/pipeline.html", context)


@require_GET
@permission_required("core.export_data")
def pipeline_export(request: AuthenticatedRequest) -> HttpResponseBase:
    figures, filterset = _figures(request)
    here = next((p["label"] for p in _periods(request) if p["current"]), "")
    filters = ", ".join(part for part in (here, filters_text(request, filterset)) if part)
    return export_response(request, exports.pipeline_report(figures, filters), filename="pipeline")


def _figures(request: AuthenticatedRequest) -> tuple[Pipeline, OpportunityFilter]:
    query = request.GET.copy()
    first, last = _span(request)
    for name in ("closed_from", "closed_to", "state"):
        query.pop(name, None)
    filterset = OpportunityFilter(query, Opportunity.objects.visible_to(request.user), request=request)
    return pipeline(filterset.qs, first=first, last=last, today=clock.local_day()), filterset


def _span(request: AuthenticatedRequest) -> Span:
    """The days of ?period=, or those typed."""
    today = clock.local_day()
    spans: dict[str, Span] = {
        "month": (Month.of(today).first, Month.of(today).last),
        "quarter": (Quarter.of(today).first, Quarter.of(today).last),
        "year": (date(today.year, 1, 1), date(today.year, 12, 31)),
    }
    typed = (_day(request.GET.get("closed_from", "")), _day(request.GET.get("closed_to", "")))
    return spans.get(request.GET.get("period", ""), typed)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _periods(request: AuthenticatedRequest) -> list[dict[str, Any]]:
    here = request.GET.get("period", "")
    typed = request.GET.get("closed_from") or request.GET.get("closed_to")
    shown = [("", _("All time")), ("year", _("This year")), ("quarter", _("This quarter")), ("month", _("This month"))]
    base = without(request, "period")
    return [
        {
            "label": label,
            "url": f"{base}&period={key}" if key else base,
            "current": key == here and not (typed and not key),
        }
        for key, label in shown
    ]
