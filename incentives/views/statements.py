"""Statements: one's own, the team's, their files, their approval, and contesting them."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import permission_required
from core import clock
from core.exports.response import export_response
from core.htmx import AuthenticatedRequest, page
from core.listing import listing
from core.saved_views import with_saved_views
from incentives.exports import statement_report
from incentives.filters import StatementFilter
from incentives.forms import DisputeForm
from incentives.models import LedgerLine, Statement
from incentives.selectors.statement import statement_page
from incentives.services.disputes import open_dispute
from incentives.services.statements import approve_statement
from incentives.views.answers import attempt, frame

SORTABLE = {
    "month": ("period__month", "person__name", "pk"),
    "person": ("person__name", "-period__month", "pk"),
    "amount": ("amount", "pk"),
}


@require_safe
@permission_required("incentives.view_statement")
@with_saved_views
def statement_list(request: AuthenticatedRequest) -> HttpResponse:
    found = Statement.objects.visible_to(request.user).select_related("person__team", "period", "version__plan")
    order = ("-period__month", "person__name", "pk")
    rows = listing(request, found, filterset_class=StatementFilter, order=order, sortable=SORTABLE)
    return page(request, "incentives/statement_list.html", {"listing": rows, **frame(request)}, fragment="rows")


@require_safe
@permission_required("incentives.view_statement")
def statement_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _show(request, _statement(request, pk))


@require_safe
@permission_required("incentives.view_statement")
def statement_export(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    statement = _statement(request, pk)
    report = statement_report(statement_page(statement, viewer=request.user), as_of=clock.now())
    return export_response(request, report, filename=f"statement-{statement.period.key}-{statement.person.name}")


@require_POST
@permission_required("incentives.approve_period")
def statement_approve(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    statement = _statement(request, pk)
    if not attempt(request, lambda: approve_statement(statement, by=request.user, now=clock.now())):
        return _show(request, statement, status=422)
    messages.success(request, _("The statement is approved."))
    return redirect(statement)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("incentives.open_dispute")
def statement_dispute(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    statement = get_object_or_404(Statement.objects.visible_to(request.user).select_related("period"), pk=pk)
    form = DisputeForm(request.POST or None)
    if form.is_valid():
        given = {"by": request.user, "now": clock.now(), "statement": statement, **form.cleaned_data}
        if attempt(request, lambda: open_dispute(**given), form):
            return _opened(request)
    context = {
        **frame(request),
        "form": form,
        "subject": statement.period.span.label,
        "back": statement.get_absolute_url(),
    }
    return page(request, "incentives/dispute_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("incentives.open_dispute")
def line_dispute(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    line = get_object_or_404(LedgerLine.objects.visible_to(request.user).select_related("period"), pk=pk)
    form = DisputeForm(request.POST or None)
    if form.is_valid():
        given = {"by": request.user, "now": clock.now(), "line": line, **form.cleaned_data}
        if attempt(request, lambda: open_dispute(**given), form):
            return _opened(request)
    subject = _("Line %(number)s, %(points)s points") % {
        "number": f"{line.period.key}-{line.seq:04d}",
        "points": f"{line.points:+d}",
    }
    context = {**frame(request), "form": form, "subject": subject, "back": ""}
    return page(request, "incentives/dispute_form.html", context, status=422 if form.is_bound else 200)


def _opened(request: AuthenticatedRequest) -> HttpResponse:
    messages.success(request, _("Your dispute is open: operations will answer it."))
    return redirect("incentives:dispute_list")


def _statement(request: AuthenticatedRequest, pk: int) -> Statement:
    rows = Statement.objects.visible_to(request.user).select_related("person__team", "period", "version__plan")
    return get_object_or_404(rows, pk=pk)


def _show(request: AuthenticatedRequest, statement: Statement, status: int = 200) -> HttpResponse:
    context = {**frame(request), "page": statement_page(statement, viewer=request.user)}
    return page(request, "incentives/statement_detail.html", context, status=status)
