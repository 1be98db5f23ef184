"""A file comes in: choose it, match its columns, see the first rows, bring it in, take the rejects back."""

import io
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import permission_required
from core import clock
from core.exceptions import BusinessRuleError
from core.htmx import AuthenticatedRequest, page
from core.imports import read
from core.imports.map import mapping_for
from core.imports.preview import preview
from core.imports.run import Outcome, write_rejects
from core.imports.table import Table
from crm.forms import ImportForm
from crm.services.importing.engine import Importer, run
from crm.services.importing.kinds import KINDS
from crm.views.answers import attempt

KEPT, DONE = "crm_import", "crm_import_done"
SHOWN = 50


@require_http_methods(["GET", "POST"])
@permission_required("core.import_data")
def import_start(request: AuthenticatedRequest) -> HttpResponse:
    kinds = [(kind, importer.label) for kind, importer in KINDS.items() if _allowed(request, kind)]
    form = ImportForm(request.POST or None, request.FILES or None, kinds=kinds)
    if form.is_valid() and attempt(request, form, lambda: _keep(request, form)):
        return redirect("crm:import_columns")
    return page(request, "crm/import_start.html", {"form": form}, status=422 if form.is_bound else 200)


def _allowed(request: AuthenticatedRequest, kind: str) -> bool:
    """People are the business of whoever manages them."""
    return kind != "people" or request.user.has_perm("accounts.manage_users")


def _keep(request: AuthenticatedRequest, form: ImportForm) -> dict[str, Any]:
    """The file waits until it is brought in; only its kind and its place are in the session."""
    file = form.cleaned_data["file"]
    content = read.read_bytes(file)
    read.read_table(content)
    sha = read.fingerprint(content)
    path = default_storage.save(f"imports/{request.user.pk}-{sha[:16]}.bin", ContentFile(content))
    kept = {"path": path, "name": file.name[:200], "sha": sha, "kind": form.cleaned_data["kind"]}
    request.session[KEPT] = kept
    return kept


@require_http_methods(["GET", "POST"])
@permission_required("core.import_data")
def import_columns(request: AuthenticatedRequest) -> HttpResponse:
    kept = request.session.get(KEPT)
    if not kept or not default_storage.exists(kept["path"]) or not _allowed(request, kept["kind"]):
        return redirect("crm:import_start")
    with default_storage.open(kept["path"]) as file:
        table = read.read_table(file.read())
    importer = KINDS[kept["kind"]](by=request.user, now=clock.now())
    if request.method == "POST":
        mapping = _asked(request, table, importer)
        if "preview" not in request.POST:
            outcome = attempt(request, None, lambda: _bring(table, mapping, importer, kept))
            if outcome is not None:
                return _told(request, table, outcome, kept)
        return _columns(request, table, mapping, importer, kept, status=200 if "preview" in request.POST else 422)
    mapping = mapping_for(importer.kind, "", table.headers, importer.fields)
    return _columns(request, table, mapping, importer, kept)


def _asked(request: AuthenticatedRequest, table: Table, importer: Importer) -> dict[str, str]:
    asked = {field.key: request.POST.get(f"column_{field.key}", "") for field in importer.fields}
    return {key: header for key, header in asked.items() if header in table.headers}


def _bring(table: Table, mapping: dict[str, str], importer: Importer, kept: dict[str, Any]) -> Outcome:
    return run(table, mapping, importer, file_name=kept["name"], file_sha256=kept["sha"])


def _columns(
    request: AuthenticatedRequest,
    table: Table,
    mapping: dict[str, str],
    importer: Importer,
    kept: Any,
    status: int = 200,
) -> HttpResponse:
    """Columns to choose, the first rows as they would be read, and a rehearsal's problems when it was asked."""
    shown = preview(table, mapping, importer.fields)
    keys = [choice.field.key for choice in shown.choices if choice.header]
    context: dict[str, Any] = {
        "shown": shown,
        "heads": [choice.field.label for choice in shown.choices if choice.header],
        "rows": [[row.get(key, "") for key in keys] for row in shown.rows],
        "name": kept["name"],
        "kind": importer.label,
    }
    if shown.complete:
        context["rehearsal"] = _rehearsal(table, mapping, importer)
    return page(request, "crm/import_columns.html", context, status=status)


def _rehearsal(table: Table, mapping: dict[str, str], importer: Importer) -> Outcome | None:
    """What the first rows would become, written nowhere."""
    first = Table(table.headers, table.rows[:SHOWN], table.first_line)
    try:
        return run(first, mapping, importer, file_name="-", file_sha256="-", dry_run=True, keep_run=False)
    except BusinessRuleError:
        return None


def _told(request: AuthenticatedRequest, table: Table, outcome: Outcome, kept: dict[str, Any]) -> HttpResponse:
    """The file goes; the rejects stay until the next one."""
    default_storage.delete(kept["path"])
    request.session.pop(KEPT, None)
    done = {"run": outcome.run.pk, "rejects": [[one.line, one.reason] for one in outcome.rejects[:SHOWN]], "path": ""}
    if outcome.rejects:
        rejects = io.BytesIO()
        write_rejects(table, outcome.rejects, rejects)
        done["path"] = default_storage.save(f"imports/{request.user.pk}-rejects.csv", ContentFile(rejects.getvalue()))
    done["figures"] = outcome.as_json() | {"kind": kept["kind"], "name": kept["name"]}
    request.session[DONE] = done
    return redirect("crm:import_result")


@require_GET
@permission_required("core.import_data")
def import_result(request: AuthenticatedRequest) -> HttpResponse:
    done = request.session.get(DONE)
    if not done:
        return redirect("crm:import_start")
    return page(request, "crm/import_result.html", {"done": done, "figures": done["figures"]})


@require_GET
@permission_required("core.import_data")
def import_rejects(request: AuthenticatedRequest) -> HttpResponseBase:
    path = request.session.get(DONE, {}).get("path", "")
    if not path or not default_storage.exists(path):
        return redirect("crm:import_start")
    return FileResponse(default_storage.open(path), as_attachment=True, filename="rejects.csv")
