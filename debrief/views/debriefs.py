"""My day, past days, one day; filed, declared empty, excused, withdrawn, answered."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import permission_required
from core import clock
from core.api.answers import json_error
from core.exceptions import BusinessRuleError
from core.htmx import AuthenticatedRequest, page
from core.listing import listing
from core.saved_views import with_saved_views
from debrief.filters import DebriefFilter
from debrief.forms.day import AnswerForm, ExcuseForm, FileForm
from debrief.models import Debrief
from debrief.models.agenda import zone_of
from debrief.selectors.my_debriefs import my_day, my_days
from debrief.selectors.review_queue import queue_rows, with_queue
from debrief.selectors.review_sheet import review_sheet
from debrief.selectors.visit_card import day_brief
from debrief.services.filing import (
    close_draft_of_leaver,
    declare_nothing,
    excuse_day,
    file_debrief,
    open_day,
    withdraw_debrief,
)
from debrief.services.reviewing import answer_return
from debrief.views.answers import add_refusal, done, field_errors, once, refused, wants_json

SORTABLE = {"day": ("-work_date", "-pk"), "rep": ("rep__name", "-work_date", "-pk")}


def day_asked(request: AuthenticatedRequest) -> date:
    """The working day of the page: today in the rep's zone, or the one asked for."""
    try:
        return date.fromisoformat(request.GET.get("day") or request.POST.get("work_date", ""))
    except ValueError:
        return clock.now().astimezone(zone_of(request.user)).date()


def day_url(day: date) -> str:
    return f"{reverse('debrief:today')}?day={day.isoformat()}"


@never_cache
@require_GET
@permission_required("debrief.file_debrief")
def today(request: AuthenticatedRequest) -> HttpResponse:
    """A reading writes nothing: the draft is made by the first thing told."""
    day, now = day_asked(request), clock.now()
    mine = my_day(request.user, day, now)
    if mine.debrief is None and not mine.is_open:
        return redirect("debrief:today")
    file_form = FileForm(initial={"client_id": uuid.uuid4(), "work_date": day})
    excuse_form = ExcuseForm(initial={"client_id": uuid.uuid4(), "work_date": day})
    to_come = [row.visit for row in mine.visits if not row.told] if mine.is_draft else []
    brief = day_brief(request.user, to_come, now) if mine.is_draft else None
    context = {"mine": mine, "now": now, "file_form": file_form, "excuse_form": excuse_form, "brief": brief}
    return TemplateResponse(request, "debrief/day_today.html", context)


@require_POST
@permission_required("debrief.file_debrief")
def day_file(request: AuthenticatedRequest) -> HttpResponse:
    return _file(request, file_debrief, _("Day filed. Thank you!"))


@require_POST
@permission_required("debrief.file_debrief")
def day_nothing(request: AuthenticatedRequest) -> HttpResponse:
    return _file(request, declare_nothing, _("Noted: nothing to report that day."))


def _file(request: AuthenticatedRequest, verb: Any, text: Any) -> HttpResponse:
    form = FileForm(request.POST)
    to = day_url(day_asked(request))
    if not form.is_valid():
        return json_error(422, "invalid", _("This form is not complete."), field_errors(form))
    data = form.cleaned_data

    def work() -> dict[str, Any]:
        debrief = open_day(rep=request.user, day=data["work_date"], by=request.user)
        filed = verb(
            debrief,
            by=request.user,
            captured_at=data["captured_at"],
            seconds=data["seconds"] or 0,
            key=data["client_id"],
        )
        return receipt(filed)

    try:
        return done(request, once(request, form, work), text=text, to=to)
    except BusinessRuleError as error:
        return refused(request, error, to=to)
    except ValidationError as error:
        add_refusal(form, error)
        return unfit(request, form, to)


def receipt(debrief: Debrief) -> dict[str, Any]:
    """What the phone keeps of a filed day."""
    filed_at = debrief.filed_at.isoformat() if debrief.filed_at else None
    return {"id": debrief.pk, "state": debrief.state, "filed_at": filed_at, "work_date": str(debrief.work_date)}


def unfit(request: AuthenticatedRequest, form: Any, to: str) -> HttpResponse:
    """422 for the outbox; on a page, the sentence and the way back."""
    errors = field_errors(form)
    text = " ".join(text for texts in errors.values() for text in texts)
    if wants_json(request):
        return json_error(422, "invalid", text, errors)
    return refused(request, BusinessRuleError(text), to=to)


@require_POST
@permission_required("debrief.file_debrief")
def day_excuse(request: AuthenticatedRequest) -> HttpResponse:
    form, to = ExcuseForm(request.POST), day_url(day_asked(request))
    if not form.is_valid():
        return unfit(request, form, to)
    day, reason = form.cleaned_data["work_date"], form.cleaned_data["reason"]

    def work() -> dict[str, Any]:
        return receipt(excuse_day(rep=request.user, day=day, by=request.user, reason=reason))

    try:
        return done(request, once(request, form, work), text=_("Noted: away that day."), to=to)
    except BusinessRuleError as error:
        return refused(request, error, to=to)
    except ValidationError as error:
        add_refusal(form, error)
        return unfit(request, form, to)


@require_POST
@permission_required("debrief.file_debrief")
def day_open(request: AuthenticatedRequest) -> HttpResponse:
    day = day_asked(request)
    try:
        open_day(rep=request.user, day=day, by=request.user)
    except ValidationError as error:
        return refused(request, BusinessRuleError(" ".join(error.messages)), to=reverse("debrief:today"))
    return redirect(day_url(day))


@require_GET
@permission_required("debrief.file_debrief")
def day_list(request: AuthenticatedRequest) -> HttpResponse:
    shown = listing(request, my_days(request.user), order=("-work_date", "-pk"))
    return TemplateResponse(request, "debrief/day_list.html", {"listing": shown})


@require_GET
@permission_required("debrief.view_debrief")
@with_saved_views
def debrief_list(request: AuthenticatedRequest) -> HttpResponse:
    rows = with_queue(Debrief.objects.visible_to(request.user))
    shown = listing(request, rows, filterset_class=DebriefFilter, order=("-work_date", "-pk"), sortable=SORTABLE)
    context = {"listing": shown, "rows": queue_rows(list(shown.rows), clock.now())}
    return page(request, "debrief/debrief_list.html", context, fragment="rows")


@require_GET
@permission_required("debrief.view_debrief")
def debrief_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    rows = Debrief.objects.visible_to(request.user).select_related("rep__team", "reviewer")
    debrief = get_object_or_404(rows, pk=pk)
    return day_page(request, debrief, AnswerForm(initial={"client_id": uuid.uuid4()}))


def day_page(request: AuthenticatedRequest, debrief: Debrief, form: AnswerForm) -> HttpResponse:
    """One day; its author reads it on the phone's layout."""
    mine = debrief.rep_id == request.user.pk
    layout = "layouts/phone.html" if mine else "layouts/app.html"
    context = {"debrief": debrief, "sheet": review_sheet(debrief), "form": form, "mine": mine, "layout": layout}
    return TemplateResponse(request, "debrief/debrief_detail.html", context, status=422 if form.errors else 200)


def own_day(request: AuthenticatedRequest, pk: int) -> Debrief:
    """Only its author acts on a day; a manager who reads it does not."""
    debrief: Debrief = get_object_or_404(Debrief.objects.visible_to(request.user), pk=pk, rep=request.user)
    return debrief


@require_POST
@permission_required("debrief.file_debrief")
def debrief_withdraw(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    debrief = own_day(request, pk)
    try:
        withdraw_debrief(debrief, by=request.user)
    except BusinessRuleError as error:
        return refused(request, error, to=debrief.get_absolute_url())
    undo = reverse("debrief:debrief_refile", args=[pk])
    messages.success(request, str(_("Taken back: correct it, then file it again.")), extra_tags=f"undo:{undo}")
    return redirect(day_url(debrief.work_date))


@require_POST
@permission_required("debrief.file_debrief")
def debrief_refile(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The day taken back is filed again as it stands."""
    debrief = own_day(request, pk)
    to = day_url(debrief.work_date)
    try:
        file_debrief(
            open_day(rep=request.user, day=debrief.work_date, by=request.user), by=request.user, key=debrief.client_key
        )
    except BusinessRuleError as error:
        return refused(request, error, to=to)
    except ValidationError as error:
        return refused(request, BusinessRuleError(" ".join(error.messages)), to=to)
    messages.success(request, str(_("Day filed. Thank you!")))
    return redirect(to)


@require_http_methods(["GET", "POST"])
@permission_required("debrief.file_debrief")
def debrief_answer(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    debrief = own_day(request, pk)
    form = AnswerForm(request.POST or None, initial={"client_id": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            return _answered(request, debrief, form)
        except BusinessRuleError as error:
            return refused(request, error, to=debrief.get_absolute_url())
        except ValidationError as error:
            add_refusal(form, error)
    if form.errors and wants_json(request):
        return unfit(request, form, debrief.get_absolute_url())
    return day_page(request, debrief, form)


def _answered(request: AuthenticatedRequest, debrief: Debrief, form: AnswerForm) -> HttpResponse:
    def work() -> dict[str, Any]:
        return receipt(answer_return(debrief, by=request.user, answer=form.cleaned_data["answer"]))

    return done(request, once(request, form, work), text=_("Answer sent."), to=reverse("debrief:today"))


@require_POST
@permission_required("debrief.close_draft_of_leaver")
def draft_close(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    debrief = get_object_or_404(Debrief.objects.visible_to(request.user), pk=pk)
    to = reverse("debrief:missing_list")
    try:
        close_draft_of_leaver(debrief, by=request.user)
    except BusinessRuleError as error:
        return refused(request, error, to=to)
    messages.success(request, _("The draft of %(name)s is settled.") % {"name": debrief.rep})
    return redirect(to)
