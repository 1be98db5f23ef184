"""What reps tell marketing of its leads: their questions, and what they found the leads worth."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET

from accounts.permissions import permission_required
from core.chips import filters_text
from core.exports.response import export_response
from core.htmx import AuthenticatedRequest, page
from core.listing import listing
from core.saved_views import with_saved_views
from leads import work_exports
from leads.feedback_filters import QuestionFilter, RatingFilter
from leads.models import HandoffQuestion, LeadRating


@require_GET
@permission_required("leads.route_lead")
@with_saved_views
def handoff_question_list(request: AuthenticatedRequest) -> HttpResponse:
    """What reps ask and nobody has answered yet, the most urgent first; the answered ones when asked."""
    shown = listing(request, _questions(request), filterset_class=QuestionFilter, order=("answer_due_at", "pk"))
    return page(request, "leads/question_list.html", {"listing": shown}, fragment="rows")


@require_GET
@permission_required("leads.route_lead")
def handoff_question_export(request: AuthenticatedRequest) -> HttpResponseBase:
    filterset = QuestionFilter(request.GET, _questions(request), request=request).readable()
    rows = filterset.qs.order_by("answer_due_at", "pk")
    return export_response(
        request, work_exports.questions_report(rows, filters_text(request, filterset)), filename="lead-questions"
    )


def _questions(request: AuthenticatedRequest) -> QuerySet[Any]:
    related = ("handoff__lead__campaign", "asked_by", "answered_by")
    found = HandoffQuestion.objects.visible_to(request.user).select_related(*related)
    return found if request.GET.get("state") else found.open()


@require_GET
@permission_required("leads.view_lead")
@with_saved_views
def rating_list(request: AuthenticatedRequest) -> HttpResponse:
    shown = listing(request, _ratings(request), filterset_class=RatingFilter, order=("-rated_at", "-pk"))
    return page(request, "leads/rating_list.html", {"listing": shown}, fragment="rows")


@require_GET
@permission_required("core.export_data")
def rating_export(request: AuthenticatedRequest) -> HttpResponseBase:
    filterset = RatingFilter(request.GET, _ratings(request), request=request).readable()
    report = work_exports.ratings_report(filterset.qs.order_by("-rated_at", "-pk"), filters_text(request, filterset))
    return export_response(request, report, filename="lead-ratings")


def _ratings(request: AuthenticatedRequest) -> QuerySet[Any]:
    return LeadRating.objects.visible_to(request.user).select_related("lead__campaign", "by")
