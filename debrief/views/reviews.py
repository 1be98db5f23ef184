"""The review inbox: the queue, the sheet, and what is done to a whole day."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import permission_required
from core import clock
from core.exceptions import BusinessRuleError
from core.htmx import AuthenticatedRequest, page, toast, wants_fragment
from core.listing import listing
from core.saved_views import with_saved_views
from debrief.choices import FindingKind, FindingState, RejectReason
from debrief.filters import ReviewFilter
from debrief.forms.day import QuestionForm
from debrief.models import Debrief, Finding
from debrief.selectors.clash import Clash
from debrief.selectors.review_queue import TABS, desk, queue_rows, review_queue, with_queue
from debrief.selectors.review_sheet import review_sheet
from debrief.selectors.substitutions import replaced_by
from debrief.services.reviewing import close_debrief, resume_review, return_debrief, start_review
from debrief.services.verdicts import accept_finding

Refusal = BusinessRuleError | ValidationError
ORDER = {"review": ("filed_at", "pk"), "returned": ("filed_at", "pk"), "done": ("-closed_at", "-pk")}


def inbox(
    request: AuthenticatedRequest,
    debrief: Debrief | None,
    *,
    status: int = 200,
    current: int | None = None,
    clash: Clash | None = None,
) -> TemplateResponse:
    """The split view: the queue on the left, one sheet on the right; htmx asks for a part."""
    tab = request.GET.get("tab", "review")
    tab = tab if tab in TABS else "review"
    rows = with_queue(review_queue(request.user, tab))
    queue = listing(request, rows, filterset_class=ReviewFilter, order=ORDER[tab])
    now = clock.now()
    lines = queue_rows(list(queue.rows), now)
    chosen = debrief or (lines[0].debrief if lines else None)
    context = {
        "tab": tab,
        "desk": desk(request.user, now),
        "listing": queue,
        "rows": lines,
        "debrief": chosen,
        "sheet": review_sheet(chosen, current, now=now) if chosen else None,
        "reasons": RejectReason.choices,
        "question_form": QuestionForm(),
        "now": now,
        "clash": clash,
        "replaced": replaced_by(request.user, now),
        "query": kept_query(request),
    }
    return page(request, "debrief/review_queue.html", context, "inbox", status=status)


@require_GET
@permission_required("debrief.review_debrief")
@with_saved_views
def review_queue_page(request: AuthenticatedRequest) -> HttpResponse:
    return inbox(request, None)


@require_GET
@permission_required("debrief.review_debrief")
def review_sheet_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    asked = request.GET.get("finding", "")
    return inbox(request, seen(request, pk), current=int(asked) if asked.isdecimal() else None)


def seen(request: AuthenticatedRequest, pk: int) -> Debrief:
    rows = Debrief.objects.visible_to(request.user).filed().select_related("rep__team", "reviewer")
    debrief: Debrief = get_object_or_404(rows, pk=pk)
    return debrief


def kept_query(request: AuthenticatedRequest) -> str:
    """The tab, the filters and the place in the queue; not the finding that was current."""
    kept = request.GET.copy()
    kept.pop("finding", None)
    return kept.urlencode()


def sheet_url(request: AuthenticatedRequest, debrief: Debrief) -> str:
    query = kept_query(request)
    return reverse("debrief:review_sheet", args=[debrief.pk]) + (f"?{query}" if query else "")


def way_back(request: AuthenticatedRequest, debrief: Debrief | None) -> str:
    """Where a page without JavaScript goes on: where it came from, the sheet, or the queue."""
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return sheet_url(request, debrief) if debrief else reverse("debrief:review_queue")


def answer(
    request: AuthenticatedRequest, debrief: Debrief | None, text: Any, *, undo: str | None = None
) -> HttpResponse:
    """After a verb: the fragment with its toast, or a redirect without JavaScript."""
    if not wants_fragment(request):
        messages.success(request, str(text))
        return HttpResponseRedirect(way_back(request, debrief))
    response = inbox(request, seen(request, debrief.pk) if debrief else None)
    if debrief is None:
        query = kept_query(request)
        response["HX-Push-Url"] = reverse("debrief:review_queue") + (f"?{query}" if query else "")
    return toast(response, text, undo_url=undo)


def problem(
    request: AuthenticatedRequest,
    debrief: Debrief,
    error: BusinessRuleError | ValidationError,
    *,
    clash: Clash | None = None,
) -> HttpResponse:
    """A broken rule (409) or a bad field (422): the sentence, and the sheet as it now stands."""
    rule = isinstance(error, BusinessRuleError)
    text = str(error.message) if isinstance(error, BusinessRuleError) else " ".join(error.messages)
    if not wants_fragment(request) and clash is None:
        messages.error(request, text)
        return redirect(sheet_url(request, debrief))
    response = inbox(request, seen(request, debrief.pk), status=409 if rule else 422, clash=clash)
    return toast(response, text, tone="bad") if wants_fragment(request) else response


@require_POST
@permission_required("debrief.review_debrief")
def review_start(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    debrief = seen(request, pk)
    try:
        start_review(debrief, by=request.user)
    except BusinessRuleError as error:
        return problem(request, debrief, error)
    return answer(request, debrief, _("This day is yours to review."))


@require_POST
@permission_required("debrief.review_debrief")
def review_return(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    debrief = seen(request, pk)
    try:
        return_debrief(debrief, by=request.user, question=request.POST.get("question", ""))
    except (BusinessRuleError, ValidationError) as error:
        return problem(request, debrief, error)
    text = _("Sent back to %(name)s with your question. Your clock is stopped.") % {"name": debrief.rep}
    return answer(request, None, text)


@require_POST
@permission_required("debrief.review_debrief")
def review_resume(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    debrief = seen(request, pk)
    try:
        resume_review(debrief, by=request.user)
    except BusinessRuleError as error:
        return problem(request, debrief, error)
    return answer(request, debrief, _("Question taken back."))


@require_POST
@permission_required("debrief.review_debrief")
def review_close(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    debrief = seen(request, pk)
    try:
        close_debrief(debrief, by=request.user)
    except BusinessRuleError as error:
        return problem(request, debrief, error)
    return answer(request, None, _("Day closed. Here is the next one."))


@require_POST
@permission_required("debrief.judge_finding")
def review_accept_all(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Every finding of one kind that waits on this sheet, one verdict each; what cannot be accepted stays."""
    debrief = seen(request, pk)
    kind = request.POST.get("kind", "")
    rows = Finding.objects.visible_to(request.user).filter(visit__debrief=debrief, state=FindingState.PENDING)
    kept = left = 0
    for finding in rows.filter(kind=kind if kind in FindingKind.values else ""):
        try:
            accept_finding(finding, by=request.user)
            kept += 1
        except (BusinessRuleError, ValidationError):
            left += 1
    text = ngettext("%(n)s finding accepted.", "%(n)s findings accepted.", kept) % {"n": kept}
    if left:
        text += " " + ngettext("%(n)s needs your eye.", "%(n)s need your eye.", left) % {"n": left}
    return answer(request, debrief, text)
