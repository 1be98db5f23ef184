"""Prints a Report or a statement through a typst template; data travels as JSON, never as source."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import IO, Any

import typst
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import clock
from core.exceptions import BusinessRuleError
from core.exports.cells import printed
from core.exports.report import Report
from core.templatetags import fmt

CONTENT_TYPE = "application/pdf"
MAX_ROWS = 5_000


def folder() -> Path:
    return Path(settings.BASE_DIR) / "templates" / "pdf"


@lru_cache(maxsize=1)
def fonts() -> list[Path]:
    """The folder of Inter when its package is installed; typst brings fonts of its own for the rest."""
    from importlib.util import find_spec

    spec = find_spec("fontpkg_inter")
    places = spec.submodule_search_locations if spec else None
    return [Path(place) / "files" for place in places or []]


def render(template: str, data: dict[str, Any]) -> bytes:
    """The PDF that `templates/pdf/<template>.typ` makes of this data (`json(bytes(sys.inputs.data))` in it)."""
    source = folder() / f"{template}.typ"
    words = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)
    made: bytes = typst.compile(
        str(source),
        root=str(folder()),
        font_paths=[str(path) for path in fonts()],
        format="pdf",
        sys_inputs={"data": words},
    )
    return made


def write(report: Report, target: IO[bytes], *, number: str = "", raw: bool = False) -> int:
    """The number of rows printed; a list too long for paper is refused."""
    tables = [_table(one) for one in (report, *report.parts)]
    count = sum(len(table["rows"]) for table in tables)
    at = report.as_of.astimezone(clock.zone()).replace(tzinfo=None)
    data = {
        "lang": (get_language() or "fr")[:2],
        "title": str(report.title),
        "filters": report.filters,
        "as_of": _("As of %(at)s") % {"at": fmt.when(at, "d MMM y · HH:mm")},
        "number": number,
        "tables": tables,
        "empty": _("Nothing to show."),
        "page": _("Page"),
    }
    target.write(render("report", data))
    return count


def _table(report: Report) -> dict[str, Any]:
    rows = list(islice(report.rows, MAX_ROWS + 1))
    if len(rows) > MAX_ROWS:
        message = _("This list is too long to be printed: choose CSV or Excel, or narrow the filters.")
        raise BusinessRuleError(message, code="too_many_rows")
    kinds = [column.kind for column in report.columns]

    def cells(row: Any) -> list[str]:
        return [printed(value, kind) for value, kind in zip(row, kinds, strict=True)]

    return {
        "title": str(report.title),
        "headers": report.headers,
        "align": ["left" if column.is_text or "date" in column.kind else "right" for column in report.columns],
        "rows": [cells(row) for row in rows],
        "total": cells(report.total) if report.total is not None else [],
    }
