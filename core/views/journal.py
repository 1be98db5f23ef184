"""The journal of jobs: what ran for which day, and running a night again."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from core import audit, due, health, jobs, selectors
from core.exceptions import BusinessRuleError
from core.filters import JobFilter
from core.htmx import page
from core.listing import listing
from core.models import JobRun
from core.saved_views import with_saved_views

SENTENCES = {
    jobs.DONE: _("Computed again."),
    jobs.ALREADY: _("This day was already done."),
    jobs.BUSY: _("Somebody is computing this day right now."),
    jobs.FAILED: _("The computation failed: the journal says why."),
}


@require_safe
@permission_required("core.view_jobs", raise_exception=True)
@with_saved_views
def journal(request: HttpRequest) -> HttpResponse:
    runs = listing(request, selectors.job_runs(), filterset_class=JobFilter, order=("-day", "-pk"))
    state = health.look()
    context = {
        "listing": runs,
        "closed_days": selectors.closed_days(runs.rows),
        "night": due.NIGHT,
        "health": state,
        "last_night": date.fromisoformat(state.last_nightly) if state.last_nightly else None,
        **selectors.files(),
    }
    return page(request, "core/journal.html", context, fragment="rows")


@require_POST
@permission_required("core.view_jobs", raise_exception=True)
def job_rerun(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(JobRun, pk=pk, job=due.NIGHT)
    audit.record("job.rerun", run, by=request.user, after={"job": run.job, "day": run.day})  # type: ignore[arg-type]
    try:
        result = due.run_night(run.day, replay=True)
    except BusinessRuleError as refusal:
        messages.error(request, str(refusal))
    else:
        say = messages.error if result.state == jobs.FAILED else messages.success
        say(request, SENTENCES[result.state])
    return redirect("core:journal")
