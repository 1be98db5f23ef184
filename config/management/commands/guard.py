"""manage.py guard FILE [--json]: recall and false alarms of the comment guard on a file of `text,should_flag`."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from core.exceptions import BusinessRuleError
from core.imports import read
from core.imports.map import Field, guess
from crm.models.guard import rules_in_force
from crm.rules.guard import SHIPPED, Rules
from crm.rules.guard_figures import Figures, measure

FIELDS = (
    Field("text", "text", ("texte", "comment", "comments", "commentaire", "remark", "remarque", "note", "content")),
    Field(
        "should_flag",
        "should flag",
        ("should_flag", "shouldflag", "flag", "flagged", "label", "expected", "attendu", "a refuser", "signaler"),
    ),
    Field("category", "category", ("categorie", "categories", "kind", "type")),
)
MET, MISSED, UNREADABLE = 0, 1, 2


class Command(BaseCommand):
    help = "Measures the comment guard on a file; exit 0: recall ≥ 0.90 and false alarms ≤ 1 %, 1: not, 2: unreadable."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
        parser.add_argument("--shipped", action="store_true", help="the lists as shipped, without the company’s own")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            table = read.read_table(options["file"].read_bytes())
        except (OSError, BusinessRuleError) as error:
            self._refuse(str(error))
        mapping = guess(table.headers, FIELDS)
        if missing := [name for name in ("text", "should_flag") if name not in mapping]:
            self._refuse(f"No column for: {', '.join(missing)}.")
        rows = [
            (row["text"], row["should_flag"], row.get("category", "")) for _line, row, _cells in table.records(mapping)
        ]
        figures = measure(rows, None if options["shipped"] else self._rules())
        if options["json"]:
            self.stdout.write(json.dumps(figures.as_json(), ensure_ascii=False))
        else:
            self._tell(figures)
        sys.exit(MET if figures.good else MISSED)

    def _rules(self) -> Rules:
        """The company's lists; those shipped when there is no database to ask."""
        try:
            return rules_in_force()
        except (DatabaseError, ImproperlyConfigured):
            self.stderr.write("No database: the lists are those shipped with the product.")
            return SHIPPED

    def _refuse(self, why: str) -> None:
        self.stderr.write(why)
        sys.exit(UNREADABLE)

    def _tell(self, figures: Figures) -> None:
        told = figures.as_json()
        self.stdout.write(f"recall        {_rate(figures.recall)}  ({told['found']} of {told['flagged']})")
        self.stdout.write(f"false alarms  {_rate(figures.alarm_rate)}  ({told['false_alarms']} of {told['ordinary']})")
        for name, one in told["by_category"].items():
            self.stdout.write(f"  {name:<28} {one['found']:>4} of {one['flagged']:<4} {one['recall']:.1%}")
        for name, count in told["false_alarms_by_category"].items():
            self.stdout.write(f"  refused for nothing as {name}: {count}")
        if figures.undecided:
            self.stdout.write(f"  not judged (neither 1 nor 0): {figures.undecided}")
        for text in figures.missed:
            self.stdout.write(f"  missed: {text}")
        for text in figures.wrong:
            self.stdout.write(f"  refused for nothing: {text}")


def _rate(value: float | None) -> str:
    return "n/a   " if value is None else f"{value:.1%}"
