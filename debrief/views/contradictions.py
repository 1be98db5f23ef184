"""The inbox of contradictions: what disagrees, and the choice of the source that stands."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import permission_required
from core import clock
from core.chips import filters_text
from core.exceptions import BusinessRuleError
from core.exports.response import export_response
from core.htmx import AuthenticatedRequest, page, toast, wants_fragment
from core.listing import listing
from core.saved_views import with_saved_views
from debrief.exports import contradictions_report
from debrief.filters import ContradictionFilter
from debrief.models import Finding, Settlement
from debrief.selectors.contradictions import contradictions, open_contradiction, settled_lately, with_claims
from debrief.services.contradictions import Settled, settle_claim, undo_settlement

MOST = 2000


@require_GET
@permission_required("debrief.review_debrief")
@with_saved_views
def contradiction_list(request: AuthenticatedRequest) -> HttpResponse:
    return show(request)


@require_GET
@permission_required("debrief.review_debrief")
def contradiction_export(request: AuthenticatedRequest) -> HttpResponseBase:
    found = ContradictionFilter(request.GET, queryset=contradictions(request.user), request=request).readable()
    report = contradictions_report(with_claims(list(found.qs[:MOST])), filters_text(request, found))
    return export_response(request, report, filename=_("contradictions"))


@require_POST
@permission_required("debrief.judge_finding")
def contradiction_settle(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The claim chosen stands, or the CRM when none is."""
    claim: Finding = get_object_or_404(open_contradiction(request.user, pk))
    chosen, seen = request.POST.get("standing", ""), request.POST.get("seen")
    try:
        if not chosen:
            raise ValidationError(_("Choose the source that stands."))
        standing = None if chosen == "crm" else of(request, chosen)
        done = settle_claim(claim, by=request.user, standing=standing, seen=seen)
    except BusinessRuleError as error:
        return answer(request, str(error.message), status=409)
    except ValidationError as error:
        return answer(request, " ".join(error.messages), status=422)
    undo = reverse("debrief:settlement_undo", args=[done.log.pk]) if done.log else ""
    return answer(request, said(done), undo=undo)


@require_POST
@permission_required("debrief.judge_finding")
def settlement_undo(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Every claim waits again."""
    log = get_object_or_404(Settlement.objects.visible_to(request.user), pk=pk)
    try:
        undo_settlement(log, by=request.user)
    except BusinessRuleError as error:
        return answer(request, str(error.message), status=409)
    return answer(request, _("Undone: the sources wait again."))


def of(request: AuthenticatedRequest, text: str) -> Finding:
    chosen: Finding | None = open_contradiction(request.user, int(text) if text.isdecimal() else 0).first()
    if chosen is None:
        raise BusinessRuleError(_("This finding is no longer in question."), code="not_a_claim")
    return chosen


def said(done: Settled) -> str:
    kept = ngettext("%(n)s finding kept", "%(n)s findings kept", len(done.kept)) % {"n": len(done.kept)}
    refused = ngettext("%(n)s refused", "%(n)s refused", len(done.refused)) % {"n": len(done.refused)}
    text = _("Settled: %(kept)s, %(refused)s.") % {"kept": kept, "refused": refused}
    if done.left:
        text += " " + _("What is with its author waits for the answer.")
    return text


def answer(request: AuthenticatedRequest, text: Any, status: int = 200, undo: str = "") -> HttpResponse:
    if wants_fragment(request):
        return toast(show(request, status=status), text, undo_url=undo, tone="ok" if status == 200 else "bad")
    (messages.success if status == 200 else messages.error)(
        request, str(text), extra_tags=f"undo:{undo}" if undo else ""
    )
    query = request.GET.urlencode()
    return redirect(reverse("debrief:contradiction_list") + (f"?{query}" if query else ""))


def show(request: AuthenticatedRequest, status: int = 200) -> HttpResponse:
    found = listing(
        request, contradictions(request.user), filterset_class=ContradictionFilter, order=("pk",), per_page=20
    )
    context = {
        "listing": found, "rows": with_claims(found.rows), "query": request.GET.urlencode(),
        "settled": settled_lately(request.user, clock.now()),
    }  # fmt: skip
    return page(request, "debrief/contradiction_list.html", context, "rows", status=status)
