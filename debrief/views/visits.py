"""One visit: told in a minute, with one tap when it taught nothing, or taken off the day."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import permission_required
from core import clock
from core.api.answers import json_error
from core.exceptions import BusinessRuleError
from core.htmx import AuthenticatedRequest
from crm.models import Company
from debrief.forms.proposals import proposals_form, with_kept
from debrief.forms.visit import VisitForm, visit_initial
from debrief.models import Debrief, Visit
from debrief.models.agenda import planned_stops
from debrief.models.colleagues import colleagues_of
from debrief.selectors.questions import asked_of
from debrief.selectors.quick_note import note_proposals
from debrief.selectors.visit_page import companies_for, contacts_for, guard_hits, people_for
from debrief.services.filing import open_day
from debrief.services.stops import nothing_new_at, written_stop
from debrief.services.visits import add_visit, complete_visit, nothing_new
from debrief.views.answers import add_refusal, done, field_errors, once, refused, wants_json
from debrief.views.debriefs import day_asked, day_url
from debrief.views.notes import note_of

MOST_ASKED = 3  # on one visit: the dearest
MOST_COLLEAGUES = 24


def own_visit(request: AuthenticatedRequest, pk: int) -> Visit:
    """Only its author writes on a visit."""
    rows = Visit.objects.visible_to(request.user).select_related("debrief__rep", "company", "lead", "opportunity")
    visit: Visit = get_object_or_404(rows, pk=pk, debrief__rep=request.user)
    return visit


@never_cache
@require_http_methods(["GET", "POST"])
@permission_required("debrief.file_debrief")
def visit_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    if visit.debrief.filed_at:
        if request.method == "POST":
            error = BusinessRuleError(_("This day is filed: it can no longer be changed."), code="already_filed")
            return refused(request, error, to=visit.debrief.get_absolute_url())
        return redirect(visit.debrief)
    return _tell(request, visit)


@never_cache
@require_http_methods(["GET", "POST"])
@permission_required("debrief.file_debrief")
def visit_add(request: AuthenticatedRequest) -> HttpResponse:
    """Without a company: the search. With one, or a name nobody knows yet: the same form as any visit."""
    day = day_asked(request)
    if request.GET.get("plan"):
        return visit_planned(request, day, request.GET["plan"])
    asked = request.GET.get("company", "")
    company = Company.objects.visible_to(request.user).filter(pk=asked).first() if asked.isdecimal() else None
    name = request.GET.get("name", "").strip()[:200]
    if not company and not name:
        return company_page(request, day)
    debrief = Debrief.objects.visible_to(request.user).filter(rep=request.user, work_date=day).first()
    debrief = debrief or Debrief(rep=request.user, work_date=day)
    who = request.GET.get("contact", "")
    visit = Visit(debrief=debrief, company=company, company_name=company.name if company else name)
    return _tell(request, visit, expected=[who] if who.isdecimal() and len(who) < 10 else [])


def company_page(request: AuthenticatedRequest, day: date) -> HttpResponse:
    """The search over her companies and their people."""
    q = request.GET.get("q", "").strip()
    kept = [("day", day.isoformat())]
    context = {"found": companies_for(request.user, q), "people": people_for(request.user, q), "q": q, "new": True}
    context |= {"kept": kept, "kept_query": urlencode(kept), "back": day_url(day), "asks": _("Whom did you see?")}
    return TemplateResponse(request, "debrief/visit_company.html", context)


def visit_planned(request: AuthenticatedRequest, day: date, key: str) -> HttpResponse:
    """A visit that is only planned: the same form, on a day nothing was written on yet."""
    debrief = Debrief.objects.visible_to(request.user).filter(rep=request.user, work_date=day).first()
    written = debrief.visits.filter(plan_key=key).order_by("pk").first() if debrief else None
    if written:
        if request.method == "GET":
            return redirect("debrief:visit_edit", written.pk)
        return visit_edit(request, written.pk)
    stop = next((stop for stop in planned_stops(request.user, day) if stop.key == key), None)
    if stop is None:
        raise Http404
    visit = stop.visit(debrief or Debrief(rep=request.user, work_date=day))
    return _tell(request, visit, expected=[str(person.pk) for person in stop.people])


def _tell(request: AuthenticatedRequest, visit: Visit, expected: list[str] | None = None) -> HttpResponse:
    contacts = contacts_for(request.user, visit, expected=[int(key) for key in expected or []])
    initial = {"client_id": uuid.uuid4(), "contacts": expected or [], **visit_initial(visit)}
    data = with_kept(request.POST)
    if asked := request.POST.get("propose"):
        typed = data if "findings-TOTAL_FORMS" in data else None
        return propose(request, visit, typed, initial, contacts, read=asked == "read")
    sent = data if request.method == "POST" else None
    form = VisitForm(sent, initial=initial, visit=visit, contacts=contacts, **offered(request, visit))
    if request.method == "POST" and form.is_valid():
        try:
            return _told(request, visit, form)
        except BusinessRuleError as error:
            return refused(request, error, to=day_url(visit.debrief.work_date))
        except ValidationError as error:
            add_refusal(form, error)
    if request.method == "POST" and wants_json(request):
        return json_error(422, "invalid", _("Some answers are missing."), field_errors(form))
    return visit_page(request, visit, form)


def offered(request: AuthenticatedRequest, visit: Visit) -> dict[str, Any]:
    """Marketing's questions that this visit may answer, and the colleagues who may have come too."""
    today = clock.local_day(tz=request.user.zone)
    asked = asked_of(request.user, today).about(visit.company)[:MOST_ASKED]
    return {"asked": asked, "colleagues": colleagues_of(request.user)[:MOST_COLLEAGUES]}


def propose(
    request: AuthenticatedRequest, visit: Visit, data: Any, initial: dict[str, Any], contacts: list[Any], *, read: bool
) -> HttpResponse:
    """The page as it was typed, with the proposals of its note or with what was kept of them; nothing is saved."""
    note = note_of(request) or initial.get("note", "")
    found = note_proposals(request.user, visit, note, contacts) if read else None
    initial |= {"note": note, "note_read": True}
    if data is not None:
        data = data.copy()
        data["note_read"] = "1"
    person = card_of(request)
    form = VisitForm(data, initial=initial, visit=visit, contacts=contacts, person=person, **offered(request, visit))
    context: dict[str, Any] = {"found": found, "proposals": proposals_form(found.rows) if found else None}
    return visit_page(request, visit, form.unjudged() if form.is_bound else form, 200, **context)


def card_of(request: AuthenticatedRequest) -> dict[str, str] | None:
    """The person a card page hands over; she is checked when the visit is saved."""
    names = ("name", "role", "phone", "email", "how_acquired")
    card = {name: request.POST.get(f"card-{name}", "")[:200] for name in names}
    return card if card["name"] else None


def visit_page(
    request: AuthenticatedRequest, visit: Visit, form: VisitForm, status: int | None = None, **more: Any
) -> HttpResponse:
    status = status or (422 if form.is_bound else 200)
    context = {"visit": visit, "form": form, "day": visit.debrief.work_date, **more}
    context["dictation"] = settings.ON_DEVICE_DICTATION
    return TemplateResponse(request, "debrief/visit_form.html", context, status=status)


def _told(request: AuthenticatedRequest, visit: Visit, form: VisitForm) -> HttpResponse:
    day = visit.debrief.work_date

    def work() -> dict[str, Any]:
        if visit.pk:
            told = complete_visit(visit, by=request.user, entry=form.entry())
        elif visit.plan_key:
            written = written_stop(rep=request.user, day=day, key=visit.plan_key, by=request.user)
            told = complete_visit(written, by=request.user, entry=form.entry())
        else:
            debrief = open_day(rep=request.user, day=day, by=request.user)
            told = add_visit(debrief, by=request.user, entry=form.entry())
        return {"id": told.pk, "state": told.state, "work_date": str(day)}

    return done(request, once(request, form, work, "visit"), text=_("Visit saved."), to=day_url(day))


@require_POST
@permission_required("debrief.file_debrief")
def visit_nothing_new(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    to = day_url(visit.debrief.work_date)
    try:
        told = nothing_new(visit, by=request.user)
    except BusinessRuleError as error:
        return refused(request, error, to=to)
    return told_in_a_tap(request, told, to)


def told_in_a_tap(request: AuthenticatedRequest, told: Visit, to: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"id": told.pk, "state": told.state}, status=200)
    undo = reverse("debrief:visit_untell", args=[told.pk])
    messages.success(request, str(_("Nothing new: noted.")), extra_tags=f"undo:{undo}")
    return redirect(to)


@require_POST
@permission_required("debrief.file_debrief")
def stop_nothing_new(request: AuthenticatedRequest) -> HttpResponse:
    """The same tap on a visit that is only planned: the day opens with it."""
    day = day_asked(request)
    to = day_url(day)
    try:
        told = nothing_new_at(rep=request.user, day=day, key=request.POST.get("plan", ""), by=request.user)
    except BusinessRuleError as error:
        return refused(request, error, to=to)
    except ValidationError as error:
        return refused(request, BusinessRuleError(" ".join(error.messages)), to=to)
    return told_in_a_tap(request, told, to)


@require_POST
@permission_required("debrief.view_finding")
def guard_hint(request: AuthenticatedRequest) -> HttpResponse:
    """While typing: the words that may not be written, each with a better wording."""
    return JsonResponse({"hits": guard_hits(request.POST.get("text", "")[:500]), "help": reverse("debrief:today")})
