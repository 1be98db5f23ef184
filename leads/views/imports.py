"""Leads of a file: choose it, match its columns, see the first rows, bring them in, take the rejects back."""

import io
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import permission_required
from core.exceptions import BusinessRuleError
from core.htmx import AuthenticatedRequest, page
from core.imports import read
from core.imports.map import mapping_for
from core.imports.preview import preview
from core.imports.run import Outcome, run_import, write_rejects
from core.imports.table import Table
from leads.forms import ImportForm
from leads.services import importing

KEPT = "lead_import"
SHOWN = 50


@require_http_methods(["GET", "POST"])
@permission_required("core.import_data")
def lead_import(request: AuthenticatedRequest) -> HttpResponseBase:
    if request.GET.get("rejects") and _path(request, "csv"):
        return FileResponse(default_storage.open(_path(request, "csv")), as_attachment=True, filename="rejects.csv")
    if request.method == "POST" and "mapped" in request.POST:
        return _bring(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            return _choose(request, form, read.read_bytes(form.cleaned_data["file"]))
        except BusinessRuleError as error:
            form.add_error("file", error.message)
    return page(request, "leads/lead_import.html", {"form": form}, status=422 if form.is_bound else 200)


def _choose(request: AuthenticatedRequest, form: ImportForm, content: bytes) -> HttpResponse:
    """The file is kept until it is brought in; its columns are matched by their names."""
    table = read.read_table(content)
    campaign = form.cleaned_data["campaign"]
    name = form.cleaned_data["file"].name
    sha = read.fingerprint(content)
    path = default_storage.save(f"imports/{request.user.pk}-{sha[:16]}.bin", ContentFile(content))
    request.session[KEPT] = {"path": path, "name": name, "sha": sha, "campaign": campaign.pk}
    mapping = mapping_for(importing.KIND, "", table.headers, importing.FIELDS)
    return _columns(request, table, mapping)


def _columns(request: AuthenticatedRequest, table: Table, mapping: dict[str, str], status: int = 200) -> HttpResponse:
    shown = preview(table, mapping, importing.FIELDS)
    keys = [choice.field.key for choice in shown.choices if choice.header]
    rows = [[row.get(key, "") for key in keys] for row in shown.rows]
    heads = [choice.field.label for choice in shown.choices if choice.header]
    context = {"shown": shown, "rows": rows, "heads": heads, "name": request.session[KEPT]["name"]}
    return page(request, "leads/lead_import_columns.html", context, status=status)


def _bring(request: AuthenticatedRequest) -> HttpResponseBase:
    kept = request.session.get(KEPT)
    if not kept or not default_storage.exists(kept["path"]):
        return redirect("leads:lead_import")
    with default_storage.open(kept["path"]) as file:
        table = read.read_table(file.read())
    asked = {field.key: request.POST.get(f"column_{field.key}", "") for field in importing.FIELDS}
    mapping = {key: header for key, header in asked.items() if header in table.headers}
    if "preview" in request.POST:
        return _columns(request, table, mapping)
    try:
        outcome = _run(request, table, mapping, kept)
    except BusinessRuleError as error:
        return page(
            request, "leads/lead_import.html", {"form": ImportForm(), "refused": error.message}, status=422
        )  # fmt: skip
    return _told(request, table, outcome)


def _run(request: AuthenticatedRequest, table: Table, mapping: dict[str, str], kept: dict[str, Any]) -> Outcome:
    campaign = ImportForm.campaign_of(kept["campaign"])
    if campaign is None:
        raise BusinessRuleError(_("This campaign is closed."))
    return run_import(
        table, mapping, importing.FIELDS, importing.handler(by=request.user, campaign=campaign),
        kind=importing.KIND, file_name=kept["name"], file_sha256=kept["sha"], by=request.user,
    )  # fmt: skip


def _told(request: AuthenticatedRequest, table: Table, outcome: Outcome) -> HttpResponse:
    """The file goes; the rejects stay until the next one."""
    kept = request.session[KEPT]
    default_storage.delete(kept["path"])
    if outcome.rejects:
        rejects = io.BytesIO()
        write_rejects(table, outcome.rejects, rejects)
        kept["csv"] = default_storage.save(f"imports/{request.user.pk}-rejects.csv", ContentFile(rejects.getvalue()))
    request.session.modified = True
    context = {"run": outcome.run, "rejects": outcome.rejects[:SHOWN], "campaign": kept["campaign"]}
    return page(request, "leads/lead_import_done.html", context)


def _path(request: AuthenticatedRequest, name: str) -> str:
    path = request.session.get(KEPT, {}).get(name, "")
    return path if path and default_storage.exists(path) else ""
