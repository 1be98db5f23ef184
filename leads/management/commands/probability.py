"""manage.py probability FILE --target COL --json: whether a table tells won from lost, and what may be trusted."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError, CommandParser
from django.utils import translation

from core.commands import ContractCommand
from core.exceptions import BusinessRuleError
from leads.selectors import probability_words as words
from leads.services.probability_file import Asked, Reading, interpret, load

if TYPE_CHECKING:
    from leads.rules.probability.leaks import Leak

MOST_PSI = 5
MISSING = "scikit-learn is not installed here: pip install -r requirements-ml.txt"


class Command(ContractCommand):
    help = "Prints AUC, calibration, drift, leaks and the verdict on any CSV or XLSX file with a target column."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--target", required=True, help="the column that says what became of each row")
        parser.add_argument("--positive", default="", help="the value that means won")
        parser.add_argument("--negative", default="", help="the value that means lost; other rows are left aside")
        parser.add_argument("--order", default="", help="the date column that puts rows in order")
        parser.add_argument("--drop", action="append", default=[], help="a column not to read (may be repeated)")
        parser.add_argument("--keep", action="append", default=[], help="a column to read although it looks a leak")
        parser.add_argument("--seed", type=int, default=0)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(translation.get_language() or "en"):
            told = self.measure(options)
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, allow_nan=False))
            return
        self.stdout.write(in_words(told))

    def measure(self, options: dict[str, Any]) -> dict[str, Any]:
        try:
            from leads.rules.probability.measure import measure
        except ImportError as error:
            raise CommandError(MISSING) from error
        asked = Asked(
            options["target"], options["positive"], options["negative"], options["order"], tuple(options["drop"])
        )
        try:
            reading = interpret(load(options["file"]), asked)
        except BusinessRuleError as error:
            raise CommandError(str(error)) from error
        report, _columns = measure(
            reading.columns, reading.outcome, late=reading.late, left_out=reading.left_out,
            keep=frozenset(options["keep"]), seed=options["seed"],
        )  # fmt: skip
        return {"file": options["file"].name, "target": options["target"]} | as_json(reading, report)


def as_json(reading: Reading, report: Any) -> dict[str, Any]:
    area, drift = report.area, report.drift
    return {
        "rows": reading.rows,
        "undecided": reading.undecided,
        "positive": reading.target.positive,
        "negative": reading.target.negative,
        "won": report.won,
        "lost": report.lost,
        "auc": rounded(area and area.value),
        "auc_low": rounded(area and area.low),
        "auc_high": rounded(area and area.high),
        "auc_folds": [rounded(value) for value in report.fold_areas],
        "p_value": rounded(area and area.p_value),
        "calibration_error": rounded(report.calibration_error),
        "brier": rounded(report.brier),
        "baseline": {"rate": rounded(report.rate), "auc": 0.5, "brier": rounded(report.baseline_brier)},
        "signal": report.signal,
        "no_signal": report.signal in ("no_signal", "too_weak"),
        "shows_probability": report.shown,
        "verdict": str(words.signal(report.signal)),
        "drift": drift and {
            "alarm": drift.alarm,
            "rings": drift.rings,
            "sentence": words.drift(drift.rings),
            "ordered_by": reading.ordered_by or None,
            "auc": rounded(drift.auc),
            "calibration_error": rounded(drift.calibration_error),
            "rate_first": rounded(drift.rate_first),
            "rate_last": rounded(drift.rate_last),
            "told_apart": rounded(drift.told_apart),
            "psi_score": rounded(drift.psi_score),
            "psi": {name: rounded(value) for name, value in list(drift.psi.items())[:MOST_PSI]},
        },
        "leaks": [leak_told(leak) for leak in report.leaks],
        "suspects": [leak_told(leak) for leak in report.suspects],
        "left_out": [{"column": one.name, "why": one.why} for one in report.left_out],
        "columns": report.read,
        "calibration": [
            {"count": one.count, "said": rounded(one.said), "came": rounded(one.came)} for one in report.bins
        ],
    }  # fmt: skip


def leak_told(leak: "Leak") -> dict[str, Any]:
    return {
        "column": leak.name,
        "why": leak.why,
        "strength": rounded(leak.strength),
        "sentence": words.leak(leak.name, leak.why, leak.strength),
    }


def rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def in_words(told: dict[str, Any]) -> str:
    """The same, for people."""
    lines = [f"{told['file']}: {told['won'] + told['lost']} rows decided ({told['positive']} / {told['negative']}), "
             f"{told['undecided']} without outcome"]  # fmt: skip
    if told["auc"] is not None:
        lines.append(f"AUC {told['auc']:.3f} [{told['auc_low']:.3f}, {told['auc_high']:.3f}] in 5-fold; baseline 0.5")
        lines.append(f"calibration error {told['calibration_error']:.3f}")
        base = told["baseline"]
        lines.append(f"Brier {told['brier']:.4f}; baseline {base['brier']:.4f} (everybody at {base['rate']:.1%})")
    if drift := told["drift"]:
        lines.append(
            f"first 70 % → last 30 %: AUC {drift['auc']:.3f}, calibration error {drift['calibration_error']:.3f}, "
            f"won {drift['rate_first']:.1%} → {drift['rate_last']:.1%}. {drift['sentence']}"
        )
    lines += [f"leak: {leak['sentence']}" for leak in told["leaks"]]
    lines += [f"check: {leak['sentence']}" for leak in told["suspects"]]
    lines += [f"left out: {words.left_out(one['column'], one['why'])}" for one in told["left_out"]]
    return "\n".join([*lines, str(told["verdict"])])
