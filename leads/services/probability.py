"""The probability of leads: learnt at night on the house's own outcomes, given from plain numbers to each open lead."""

from dataclasses import asdict
from datetime import date
from typing import Any

from core import clock
from core.jobs import StepResult, hash_rows
from leads.models import ProbabilityModel
from leads.models.features import features, learnt
from leads.rules.probability.model import Model, probabilities
from leads.rules.scoring_sql import Asked


def probabilities_of(asked: Asked) -> tuple[list[int], list[int]]:
    """Leads, and the percent of each from 1 to 99; nothing while no model may be shown."""
    found = ProbabilityModel.objects.shown()
    if found is None:
        return [], []
    model = Model.from_json(found.numbers or {})
    numbers, columns = features(asked, {term.name for term in model.terms})
    told = probabilities(model, columns, len(numbers))
    return numbers, [max(1, min(99, round(100 * chance))) for chance in told]


def train_probability(day: date) -> StepResult:
    """One model of that day; without the packages of training the night says so and the last model stays in use."""
    found = _train(day)
    fields = {"trained_at": clock.now(), "auc": None, "calibration_error": None, "report": {}, "numbers": None} | found
    model, _created = ProbabilityModel.objects.update_or_create(day=day, defaults=fields)
    rows = [(model.signal, model.won, model.lost, model.auc, model.numbers)]
    return StepResult(counts={"won": model.won, "lost": model.lost}, sha=hash_rows(rows), rows=model.won + model.lost)


def _train(day: date) -> dict[str, Any]:
    try:
        from leads.rules.probability.fitting import train
        from leads.rules.probability.measure import measure
    except ImportError:
        return {"signal": ProbabilityModel.MISSING}
    columns, outcome = learnt(clock.end_utc(day))
    columns = [column for column in columns if len(set(column.values)) > 1]
    report, columns = measure(columns, outcome)
    model = train(columns, outcome) if report.shown else None
    return {
        "signal": report.signal,
        "won": report.won,
        "lost": report.lost,
        "auc": report.area and report.area.value,
        "calibration_error": report.calibration_error,
        "numbers": model and model.as_json(),
        "report": {
            "auc_low": report.area and report.area.low,
            "auc_high": report.area and report.area.high,
            "brier": report.brier,
            "baseline_brier": report.baseline_brier,
            "bins": [asdict(one) for one in report.bins],
            "leaks": [asdict(leak) for leak in report.leaks],
            "suspects": [asdict(leak) for leak in report.suspects],
            "drift": asdict(report.drift) if report.drift else None,
            "read": report.read,
        },
    }
