"""A file comes in: choose it, match its columns, see every problem, bring it in, correct the rejects, take it back."""

from __future__ import annotations

import tempfile
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from core import bells, tasks
from core.exceptions import BusinessRuleError
from core.forms.imports import UploadForm
from core.htmx import AuthenticatedRequest, page
from core.imports import runs, undo
from core.imports.kinds import kind_named, kinds_for
from core.imports.lines import write_rejects
from core.imports.read import refuse_large
from core.imports.receive import keep_file, opened
from core.imports.showing import columns_page, run_list, run_page
from core.listing import listing
from core.models import ImportRun, ImportState

may_import = permission_required("core.import_data", raise_exception=True)


@require_GET
@may_import
def import_list(request: AuthenticatedRequest) -> HttpResponse:
    found = listing(request, run_list(request.user), order=("-started_at", "-pk"))
    return page(request, "core/import_list.html", {"listing": found}, fragment="rows")


@require_http_methods(["GET", "POST"])
@may_import
def import_start(request: AuthenticatedRequest) -> HttpResponse:
    offered = kinds_for(request.user)
    kind = request.POST.get("kind") or request.GET.get("kind") or next(iter(offered))
    if kind not in offered:
        kind = next(iter(offered))
    form = UploadForm(request.POST or None, request.FILES or None, importer=offered[kind], initial=_again(request))
    if form.is_valid():
        try:
            run = _keep(request, form, kind)
        except BusinessRuleError as error:
            form.add_error("file", error.message)
        else:
            return redirect("core:import_columns", run.pk)
    context = {"form": form, "kind": kind, "kinds": [(one.kind, one.label) for one in offered.values()]}
    return page(request, "core/import_start.html", context, status=422 if form.is_bound else 200)


def _again(request: AuthenticatedRequest) -> dict[str, Any]:
    """What was chosen for the import whose corrected rejects come back."""
    number = request.GET.get("again", "")
    run = ImportRun.objects.visible_to(request.user).filter(pk=int(number)).first() if number.isdecimal() else None
    return {"source": run.source, **run.options} if run else dict(request.GET.items())


def _keep(request: AuthenticatedRequest, form: UploadForm, kind: str) -> ImportRun:
    file = form.cleaned_data["file"]
    refuse_large(file.size)
    run = keep_file(file, kind=kind, source=form.cleaned_data["source"], options=form.options(), by=request.user)
    if run.state == ImportState.READING:
        _ask(run)
    return run


def _mine(request: AuthenticatedRequest, pk: int) -> ImportRun:
    return get_object_or_404(ImportRun.objects.visible_to(request.user).select_related("by", "undone_by"), pk=pk)


@require_http_methods(["GET", "POST"])
@may_import
def import_columns(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    run = _mine(request, pk)
    if run.state not in runs.CHOOSABLE or not run.stored_as:
        return redirect("core:import_detail", pk)
    if request.method == "POST":
        try:
            run = _choose(request, run)
        except BusinessRuleError as error:
            messages.error(request, error.message)
            return _columns(request, run, status=422)
        if "check" in request.POST:
            _ask(runs.ask(run, ImportState.CHECKING, by=request.user))
            return redirect("core:import_detail", pk)
        return redirect("core:import_columns", pk)
    return _columns(request, run)


def _choose(request: AuthenticatedRequest, run: ImportRun) -> ImportRun:
    fields = kind_named(run.kind).fields
    mapping = {one.key: request.POST.get(f"column_{one.key}", "") for one in fields}
    mapping = {key: header for key, header in mapping.items() if header in run.headers}
    with opened(run) as table:
        held = ImportRun(kind=run.kind, source=run.source, mapping=mapping, words=run.words)
        known = runs.words_of(held, table)
    words = {
        key: {word: request.POST.get(f"word_{key}_{place}", value) for place, (word, value) in enumerate(some.items())}
        for key, some in known.items()
    }
    return runs.choose(run, mapping=mapping, words=words, by=request.user)


def _columns(request: AuthenticatedRequest, run: ImportRun, status: int = 200) -> HttpResponse:
    try:
        with opened(run) as table:
            context = columns_page(run, table)
    except BusinessRuleError as error:
        messages.error(request, error.message)
        return redirect("core:import_detail", run.pk)
    return page(request, "core/import_columns.html", context, status=status)


def _ask(run: ImportRun) -> None:
    transaction.on_commit(lambda: bells.ring(tasks.run_import, run.pk))


@require_GET
@may_import
def import_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Where the import is; the page asks again each second while a worker is at it, until columns can be chosen."""
    run = _mine(request, pk)
    if request.htmx and run.state == ImportState.DRAFT:
        return HttpResponseClientRedirect(reverse("core:import_columns", args=[pk]))
    return page(request, "core/import_detail.html", run_page(run), fragment="state")


@require_POST
@may_import
def import_bring(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    options = {"whole": request.POST.get("whole") == "1"}
    _ask(runs.ask(_mine(request, pk), ImportState.RUNNING, by=request.user, options=options))
    return redirect("core:import_detail", pk)


@require_POST
@may_import
def import_undo(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    _ask(undo.ask_undo(_mine(request, pk), by=request.user))
    return redirect("core:import_detail", pk)


@require_POST
@may_import
def import_drop(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    runs.drop(_mine(request, pk), by=request.user)
    messages.success(request, _("The file is forgotten; nothing of it came in."))
    return redirect("core:import_list")


@require_GET
@may_import
def import_rejects(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    run = _mine(request, pk)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_rejects(run, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"rejects-{run.pk}.csv")
