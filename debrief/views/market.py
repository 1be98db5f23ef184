"""The living map of the market: the page and its export."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from accounts.permissions import permission_required
from core import clock
from core.chips import filters_text
from core.exports.response import export_response
from core.htmx import AuthenticatedRequest, page
from core.listing import filtered
from core.saved_views import with_saved_views
from crm.models import Contact, Fact
from debrief.exports import market_report
from debrief.filters import MarketFilter
from debrief.selectors.market_map import market_map

ABOUT_COMPANY = {"sector": "company__sector", "segment": "company__segment", "team": "company__owner__team"}


@require_GET
@permission_required("debrief.view_finding")
@with_saved_views
def market_page(request: AuthenticatedRequest) -> HttpResponse:
    shown = filtered(request, _facts(request), filterset_class=MarketFilter)
    facts: Any = shown.filterset.qs if shown.filterset is not None else _facts(request)
    contacts = _contacts(request, shown.filterset)
    context = {
        "listing": shown,
        "map": market_map(facts, contacts, clock.local_day()),
        "as_of": clock.now(),
        "query": shown.query,
    }
    return page(request, "debrief/market_map.html", context, fragment="rows")


@require_GET
@permission_required("core.export_data")
def market_export(request: AuthenticatedRequest) -> HttpResponseBase:
    filterset = MarketFilter(request.GET, _facts(request), request=request).readable()
    report = market_report(filterset.qs, clock.local_day(), filters_text(request, filterset))
    return export_response(request, report, filename="market")


def _facts(request: AuthenticatedRequest) -> QuerySet[Fact]:
    facts: QuerySet[Fact] = Fact.objects.visible_to(request.user).live()
    return facts


def _contacts(request: AuthenticatedRequest, filterset: Any) -> QuerySet[Contact]:
    """The people of the same companies."""
    contacts: QuerySet[Contact] = Contact.objects.visible_to(request.user).live()
    chosen = filterset.form.cleaned_data if filterset is not None and filterset.form.is_valid() else {}
    return contacts.filter(**{path: chosen[name] for name, path in ABOUT_COMPANY.items() if chosen.get(name)})
