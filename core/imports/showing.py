"""What the pages of an import show: its columns with examples, its problems, what it did and what stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import ngettext

from core.imports.engine import POLICIES
from core.imports.kinds import kind_named, kinds
from core.imports.map import Field
from core.imports.runs import CHOOSABLE, words_of
from core.imports.table import Table
from core.models import ImportedRow, ImportRun, ImportState, RowFate

RUNS = ImportRun.objects.filter(dry_run=False).select_related("by")
MOST_REJECTS = 1000
SHOWN = 20
PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the file and what it means here; `place` names its control."""

    place: str
    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One field, the column that stands for it, what that column holds, and what its words mean."""

    field: Field
    header: str
    examples: list[str]
    words: list[Word]

    @property
    def missing(self) -> bool:
        return self.field.required and not self.header


def run_list(user: Any) -> QuerySet[ImportRun]:
    return ImportRun.objects.visible_to(user).filter(dry_run=False).select_related("by")


def first_rejects(run: ImportRun) -> list[ImportedRow]:
    """The first thousand lines that were refused."""
    return list(run.lines.filter(fate=RowFate.REJECTED).order_by("line")[:MOST_REJECTS])


def columns_page(run: ImportRun, table: Table) -> dict[str, Any]:
    """Each field with its column, and the first rows as they would be read."""
    importer = kind_named(run.kind)
    words = words_of(run, table)
    rows = [record for _line, record, _cells in islice(table.records(run.mapping), SHOWN)]
    choices = [_choice(field, run.mapping.get(field.key, ""), rows, words) for field in importer.fields]
    used = set(run.mapping.values())
    chosen = [choice for choice in choices if choice.header]
    return {
        "run": run,
        "kind": importer.label,
        "choices": choices,
        "heads": [choice.field.label for choice in chosen],
        "rows": [[row.get(choice.field.key, "") for choice in chosen] for row in rows],
        "unused": [header for header in table.headers if header not in used],
    }


def _choice(field: Field, header: str, rows: Sequence[dict[str, str]], words: Any) -> Choice:
    examples = list(dict.fromkeys(row[field.key] for row in rows if row.get(field.key)))[:3]
    known = [
        Word(f"word_{field.key}_{place}", word, value)
        for place, (word, value) in enumerate(words.get(field.key, {}).items())
    ]
    return Choice(field, header, examples, known)


def run_page(run: ImportRun) -> dict[str, Any]:
    """Where an import is, what may be done with it, and its first problems."""
    importer = kinds().get(run.kind)
    lines = run.lines.filter(fate=RowFate.REJECTED).order_by("line")
    written = run.state in (ImportState.DONE, ImportState.FAILED) and not run.dry_run
    return {
        "run": run,
        "kind": importer.label if importer else run.kind,
        "list_page": importer.page if importer else "",
        "policy": POLICIES.get(run.options.get("policy", ""), ""),
        "problems": list(lines[:PROBLEMS]) if run.rejected else [],
        "reasons": run.rejects,
        "choosable": run.state in CHOOSABLE and bool(run.stored_as),
        "good": run.total - run.rejected if run.state == ImportState.CHECKED else 0,
        "undoable": written and (run.created or run.updated) and run.lines.exclude(fate=RowFate.REJECTED).exists(),
        "stays": _stays(run),
        "ahead": _ahead(run),
    }


def _ahead(run: ImportRun) -> int:
    """How many workbooks are read before this one, which waits for its turn."""
    if run.state != ImportState.READING or run.beat_at:
        return 0
    return ImportRun.objects.filter(state=ImportState.READING, pk__lt=run.pk).count()


def _stays(run: ImportRun) -> list[str]:
    """A sentence for each reason why something was not taken back."""
    return [
        ngettext("%(count)s record stays: %(reason)s", "%(count)s records stay: %(reason)s", count)
        % {"count": count, "reason": reason}
        for reason, count in run.kept.items()
    ]
