"""Second opinions: what waits for me, one finding seen blind, and what I would have decided."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import permission_required
from core import clock
from core.htmx import AuthenticatedRequest, page
from core.listing import listing
from debrief.forms.fairness import OpinionForm
from debrief.models import SecondReview
from debrief.selectors.third_look import blind, blind_queue
from debrief.services.second_reviews import give_second_opinion
from debrief.views.refusals import attempt

RELATED = ("verdict__finding__visit__company", "verdict__finding__visit__debrief", "reviewer", "verdict__reviewer")


@require_GET
@permission_required("debrief.give_second_opinion")
def second_list(request: AuthenticatedRequest) -> HttpResponse:
    found = listing(request, blind_queue(request.user), order=("due_at", "pk"))
    now = clock.now()
    rows = [blind(second, now) for second in found.rows]
    return page(request, "debrief/second_list.html", {"listing": found, "rows": rows})


@require_GET
@permission_required("debrief.give_second_opinion")
def second_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return show(request, of(request, pk), OpinionForm())


@require_POST
@permission_required("debrief.give_second_opinion")
def second_give(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    second, form = of(request, pk), OpinionForm(request.POST)
    if not form.is_valid():
        return show(request, second, form, status=422)
    status = attempt(request, lambda: give_second_opinion(second, by=request.user, **form.cleaned_data), form)
    if status:
        return show(request, of(request, pk), form, status=status)
    messages.success(request, _("Your opinion is kept. Here is the next one."))
    following = blind_queue(request.user).first()
    return redirect(following or "debrief:second_list")


def of(request: AuthenticatedRequest, pk: int) -> SecondReview:
    rows = SecondReview.objects.visible_to(request.user).select_related(*RELATED)
    second: SecondReview = get_object_or_404(rows, pk=pk)
    return second


def show(request: AuthenticatedRequest, second: SecondReview, form: OpinionForm, status: int = 200) -> HttpResponse:
    """The first decision shows once the second is given, never before."""
    mine = second.verdict.reviewer_id == request.user.pk
    context = {"second": second, "row": blind(second, clock.now()), "form": form, "mine": mine}
    return page(request, "debrief/second_detail.html", context, status=status)
