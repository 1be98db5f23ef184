"""The contract between marketing and sales: the same page for both sides, each seeing the rows in reach."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from accounts.choices import Role, Scope
from accounts.models import User
from accounts.permissions import permission_required
from accounts.scoping import scope_of
from core import clock
from core.exports.response import export_response
from core.htmx import AuthenticatedRequest, page
from core.kept import kept
from leads import quality_exports
from leads.selectors.quality.asked import BY, PERIODS, Asked
from leads.selectors.quality.contract import MARKETING, SALES, contract
from leads.selectors.quality.rows import night
from leads.selectors.terms import agreed

KEPT_SECONDS = 12 * 3600
NARROWED = ("campaign", "channel", "segment", "rep", "team")


@dataclass(frozen=True)
class Drawn:
    html: str
    as_of: date | None
    handoffs: int


@require_GET
@permission_required("leads.view_handoff")
def contract_board(request: AuthenticatedRequest) -> HttpResponse:
    asked, told, user = Asked.of(request.GET, by="team"), night(), request.user
    reach = scope_of(user, "leads")
    seen = (reach, None if reach == Scope.ALL else (user.pk, *sorted(user.team_ids)))
    parts = (seen, user.role, told and (told.as_of, told.computed_at), asked, get_language())
    drawn = kept("contract", parts, partial(_draw, user, asked), seconds=KEPT_SECONDS)
    context = {"board": drawn, "asked": asked, "agreed": agreed(user, clock.now()), **frame(user)}
    return page(request, "leads/contract_board.html", context, fragment="board")


def frame(user: User) -> dict[str, Any]:
    """A rep reads it on the phone, everybody else at the desk."""
    is_phone = user.role == Role.REP
    return {"layout": "layouts/phone.html" if is_phone else "layouts/app.html", "is_phone": is_phone}


def _draw(user: User, asked: Asked) -> Drawn:
    shown = contract(user, asked)
    context = {
        "asked": asked,
        "shown": shown,
        "periods": [(key, label) for key, (label, _days) in PERIODS.items()],
        "kinds": [] if user.role == Role.REP else [(kind, BY[kind]) for kind in NARROWED],
        "sides": [(side, shown.promises(side), shown.breaches(side)) for side in (MARKETING, SALES)] if shown else [],
    }
    html = render_to_string("leads/partials/_contract_board.html", context)
    return Drawn(html, shown.night.as_of if shown else None, shown.total.tally["sent"] if shown else 0)


@require_GET
@permission_required("leads.view_handoff")
def contract_export(request: AuthenticatedRequest) -> HttpResponseBase:
    report = quality_exports.contract_report(request.user, Asked.of(request.GET, by="team"))
    return export_response(request, report, filename="contract")
