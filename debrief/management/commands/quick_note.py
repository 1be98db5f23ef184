"""Measures what the quick note proposes on labelled notes: precision and recall by kind, in Markdown."""

import csv
import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from debrief.rules.quick_note import read_note
from debrief.rules.quick_note.contacts import phones
from debrief.rules.quick_note.measure import KINDS, Score, measure, read_labelled

HEAD = "| kind | labelled | proposed | right | precision | recall |\n|---|---|---|---|---|---|"


class Command(BaseCommand):
    help = "Prints precision and recall of the quick note by kind on files of `language|note|kind=value;…`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path)
        parser.add_argument("--numbers", type=Path, help="a JSON list of {text, region, VALID: [{e164}]}")
        parser.add_argument("--remarks", type=Path, help="a CSV with a column text: how many bring a proposal")
        parser.add_argument("--faults", action="store_true", help="also each false and each missed proposal")

    def handle(self, *args: Any, **options: Any) -> None:
        for path in options["files"]:
            try:
                told = read_labelled(path.read_text(encoding="utf-8").splitlines())
            except (OSError, ValueError) as error:
                raise CommandError(f"{path}: {error}") from error
            score = measure(told)
            self.stdout.write(f"\n{path.name}: {len(told.notes)} notes\n\n{table(score)}\n")
            if options["faults"]:
                for fault, kind, value, text in score.faults:
                    self.stdout.write(f"{fault:6} {kind:10} {value} | {text}")
        if options["numbers"]:
            self.stdout.write(numbers(options["numbers"]))
        if options["remarks"]:
            self.stdout.write(remarks(options["remarks"]))


def numbers(path: Path) -> str:
    """Telephone numbers in free text, each read as local to the region the file gives."""
    score = Score()
    for case in json.loads(path.read_text(encoding="utf-8")):
        wanted = sorted(one["e164"] for one in case["VALID"])
        found = sorted(one.value for one in phones(case["text"], case["region"]))
        right = sum(1 for one in wanted if one in found)
        score.hits["phone"] += right
        score.missed["phone"] += len(wanted) - right
        score.false["phone"] += len(found) - right
    return f"\n{path.name}\n\n{HEAD}\n{row('phone', score, 'phone')}\n"


def remarks(path: Path) -> str:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        texts = [line["text"] for line in csv.DictReader(lines)]
    today = date(2026, 3, 10)
    bring = [text for text in texts if read_note(text, today=today).proposals]
    told = [f"- {text}: {', '.join(p.what for p in read_note(text, today=today).proposals)}" for text in bring]
    return f"\n{path.name}: {len(bring)} of {len(texts)} remarks bring a proposal\n" + "\n".join(told)


def table(score: Score) -> str:
    lines = [HEAD]
    total = Score()
    for kind in KINDS:
        hits, false, missed = score.hits[kind], score.false[kind], score.missed[kind]
        lines.append(row(kind, score, kind))
        total.hits["all"] += hits
        total.false["all"] += false
        total.missed["all"] += missed
    return "\n".join([*lines, row("**all**", total, "all")])


def row(label: str, score: Score, kind: str) -> str:
    hits, false, missed = score.hits[kind], score.false[kind], score.missed[kind]
    both = (score.precision(kind), score.recall(kind))
    shares = " | ".join("—" if share is None else f"{share:.2f}" for share in both)

    return f"| {label} | {hits + missed} | {hits + false} | {hits} | {shares} |"
