"""Questions to the field: the desk's list and page, asked, changed, closed, proposed; and the rep's own list."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import permission_required
from core import clock
from core.chips import filters_text
from core.exceptions import BusinessRuleError
from core.exports.response import export_response
from core.htmx import AuthenticatedRequest, page
from core.listing import listing
from crm.models import Company
from debrief.exports import questions_report
from debrief.filters import QuestionFilter
from debrief.forms.question import AskForm, asking_initial
from debrief.models import Question
from debrief.selectors.gaps import proposals
from debrief.selectors.questions import asked_of, question_page, question_rows
from debrief.services.asking import ask_for_gap, ask_question, close_question, edit_question, set_gap_aside
from debrief.views.answers import add_refusal

USUAL_DAYS = 21
MOST = 2000
SORTABLE = {"points": ("-points", "-pk"), "until": ("expires_on", "pk")}


@require_GET
@permission_required("debrief.view_question")
def question_list(request: AuthenticatedRequest) -> HttpResponse:
    """Whoever may answer finds what is open to her; the desk finds everything."""
    today = clock.local_day(tz=request.user.zone)
    if request.user.has_perm("debrief.file_debrief"):
        asked = asked_of(request.user, today)
        rows = question_rows(asked.questions, today)
        return TemplateResponse(request, "debrief/question_open.html", {"rows": rows})
    found = Question.objects.visible_to(request.user).asked().select_related("company", "asked_by")
    shown = listing(request, found, filterset_class=QuestionFilter, order=("-asked_at", "-pk"), sortable=SORTABLE)
    may_ask = request.user.has_perm("debrief.ask_question")
    context: dict[str, Any] = {
        "listing": shown,
        "rows": question_rows(shown.rows, today),
        "proposals": proposals(request.user, today) if may_ask else [],
    }
    return page(request, "debrief/question_list.html", context, fragment="rows")


@require_GET
@permission_required("debrief.view_question")
def question_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    question = _question(request, pk)
    field = request.user.has_perm("debrief.file_debrief")
    layout = "layouts/phone.html" if field else "layouts/app.html"
    shown = question_page(question, request.user, clock.local_day(tz=request.user.zone))
    return TemplateResponse(request, "debrief/question_detail.html", {"shown": shown, "layout": layout, "field": field})


@require_GET
@permission_required("debrief.view_question")
def question_export(request: AuthenticatedRequest) -> HttpResponseBase:
    """The questions of the list, with what they brought."""
    found = Question.objects.visible_to(request.user).asked().select_related("company", "asked_by")
    filterset = QuestionFilter(request.GET, queryset=found.order_by("-asked_at", "-pk"), request=request).readable()
    rows = question_rows(list(filterset.qs[:MOST]), clock.local_day(tz=request.user.zone))
    report = questions_report(rows, filters_text(request, filterset))
    return export_response(request, report, filename=_("questions"))


@require_http_methods(["GET", "POST"])
@permission_required("debrief.ask_question")
def question_create(request: AuthenticatedRequest) -> HttpResponse:
    form = _form(request, _usual(request))
    if form.is_valid():
        try:
            asked = ask_question(by=request.user, entry=form.entry())
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The question is asked."))
            return redirect(asked)
    return _written(request, form, None)


@require_http_methods(["GET", "POST"])
@permission_required("debrief.ask_question")
def question_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    question = _question(request, pk)
    form = _form(request, asking_initial(question))
    if form.is_valid():
        try:
            edit_question(question, by=request.user, entry=form.entry())
        except ValidationError as error:
            add_refusal(form, error)
        except BusinessRuleError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("The question is changed."))
            return redirect(question)
    return _written(request, form, question)


@require_POST
@permission_required("debrief.ask_question")
def question_close(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    question = _question(request, pk)
    try:
        close_question(question, by=request.user)
    except BusinessRuleError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("The question is closed. What was told before still counts."))
    return redirect(question)


@require_POST
@permission_required("debrief.ask_question")
def gap_ask(request: AuthenticatedRequest) -> HttpResponse:
    return _gap(request, ask_for_gap, _("The question is asked."))


@require_POST
@permission_required("debrief.ask_question")
def gap_dismiss(request: AuthenticatedRequest) -> HttpResponse:
    return _gap(request, set_gap_aside, _("Set aside for three months."))


@require_GET
@permission_required("debrief.view_question")
def question_panel(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """On a company's page: what was asked about it."""
    company = get_object_or_404(Company.objects.visible_to(request.user), pk=pk)
    asked = Question.objects.visible_to(request.user).asked().filter(company=company)
    rows = question_rows(list(asked.order_by("-asked_at", "-pk")[:5]), clock.local_day())
    return TemplateResponse(request, "debrief/panel_questions.html", {"rows": rows, "company": company})


def _gap(request: AuthenticatedRequest, act: Any, text: str) -> HttpResponse:
    number = request.POST.get("company", "")
    companies = Company.objects.visible_to(request.user)
    company = companies.filter(pk=number if number.isdecimal() and len(number) < 10 else 0).first()
    try:
        if company is None:
            raise ValidationError(_("This proposal is unknown."))
        act(request.POST.get("gap", ""), company, by=request.user)
    except (BusinessRuleError, ValidationError) as error:
        messages.error(request, " ".join(getattr(error, "messages", None) or [str(error)]))
    else:
        messages.success(request, text)
    return redirect("debrief:question_list")


def _question(request: AuthenticatedRequest, pk: int) -> Question:
    rows = Question.objects.visible_to(request.user).asked().select_related("company", "asked_by", "closed_by")
    question: Question = get_object_or_404(rows, pk=pk)
    return question


def _form(request: AuthenticatedRequest, initial: dict[str, Any]) -> AskForm:
    companies = Company.objects.live().visible_to(request.user)
    return AskForm(request.POST or None, initial=initial, companies=companies)


def _usual(request: AuthenticatedRequest) -> dict[str, Any]:
    """A fresh question; about one company when its page asks."""
    day = clock.local_day() + timedelta(days=USUAL_DAYS)
    initial = {"about": "all", "audience": "all", "points": 20, "quota": 1, "expires_on": day}
    number = request.GET.get("company", "")
    companies = Company.objects.visible_to(request.user)
    company = companies.filter(pk=number).first() if number.isdecimal() and len(number) < 10 else None
    return initial | {"about": "company", "company": f"{company.name} #{company.pk}"} if company else initial


def _written(request: AuthenticatedRequest, form: AskForm, question: Question | None) -> HttpResponse:
    context = {"form": form, "question": question}
    return TemplateResponse(request, "debrief/question_form.html", context, status=422 if form.is_bound else 200)
