"""My points, the points of a day on the debrief page, and adjustments."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import permission_required
from core import clock
from core.htmx import AuthenticatedRequest, page
from core.periods import Month
from debrief.models import Debrief
from incentives.forms import AdjustmentForm
from incentives.selectors.day_points import day_points
from incentives.selectors.my_points import my_points as read_points
from incentives.services.adjusting import adjust_points
from incentives.views.answers import attempt, frame


def month_asked(request: AuthenticatedRequest) -> Month:
    """?month=2026-11, else the running month; nonsense means the running month."""
    current = Month.of(clock.local_day())
    try:
        return Month.parse(request.GET.get("month", "")) if request.GET.get("month") else current
    except ValueError:
        return current


@require_safe
@permission_required("incentives.view_ledgerline")
def my_points(request: AuthenticatedRequest) -> HttpResponse:
    month, today = month_asked(request), clock.local_day()
    context = {
        "mine": read_points(request.user, month=month, today=today),
        **frame(request),
        "previous": month.previous(),
        "next": month.next() if month.next().first <= today else None,
    }
    return page(request, "incentives/points_mine.html", context)


@require_safe
@permission_required("incentives.view_ledgerline")
def debrief_points(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The box on a day's page: what it brings if filed now, or what it brought."""
    debrief = get_object_or_404(Debrief.objects.visible_to(request.user), pk=pk)
    if debrief.rep_id != request.user.pk:
        return HttpResponse("")
    return render(request, "incentives/partials/_day_points.html", {"box": day_points(debrief)})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("incentives.adjust_points")
def adjustment_create(request: AuthenticatedRequest) -> HttpResponse:
    form = AdjustmentForm(request.POST or None, viewer=request.user, initial={"person": request.GET.get("person")})
    if form.is_valid():
        data = dict(form.cleaned_data)
        person = data.pop("person")
        if attempt(request, lambda: adjust_points(person, by=request.user, now=clock.now(), **data), form):
            text = ngettext("%(points)s point booked.", "%(points)s points booked.", data["points"])
            messages.success(request, text % {"points": data["points"]})
            return redirect("incentives:period_list")
    status = 422 if form.is_bound else 200
    return page(request, "incentives/adjustment_form.html", {"form": form, "title": _("Adjust points")}, status=status)
