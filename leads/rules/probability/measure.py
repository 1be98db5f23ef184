"""What is said of a table with a target: leaks, 5-fold figures, drift, and whether a probability may be shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sklearn.model_selection import StratifiedKFold

from leads.rules.probability import drift, figures, leaks
from leads.rules.probability.columns import Column, LeftOut, without
from leads.rules.probability.drift import Drift
from leads.rules.probability.fitting import Design, fit
from leads.rules.probability.leaks import Leak

Array = Any
FOLDS = 5
LEAST_ROWS = 200
LEAST_OUTCOMES = 50  # of each kind; below, a probability is not shown
LEAST_TRIED = 10  # of each kind; below, nothing is measured
WEAK = 0.60
WEAK_LOW = 0.55
CLEAR, TOO_WEAK, NO_SIGNAL, TOO_FEW = "clear", "too_weak", "no_signal", "too_few"


@dataclass(slots=True)
class Report:
    """`signal` says whether a probability may be shown: clear, too_weak, no_signal or too_few."""

    rows: int
    won: int
    lost: int
    signal: str = TOO_FEW
    area: figures.Area | None = None
    fold_areas: list[float] = field(default_factory=list)
    bins: list[figures.Bin] = field(default_factory=list)
    calibration_error: float | None = None
    brier: float | None = None
    drift: Drift | None = None
    leaks: list[Leak] = field(default_factory=list)
    suspects: list[Leak] = field(default_factory=list)  # read all the same: somebody should check when they are known
    left_out: list[LeftOut] = field(default_factory=list)
    read: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return self.won / self.rows if self.rows else 0.0

    @property
    def baseline_brier(self) -> float:
        """What the mean alone would give everybody."""
        return self.rate * (1 - self.rate)

    @property
    def shown(self) -> bool:
        return self.signal == CLEAR


def measure(
    columns: Sequence[Column],
    outcome: Sequence[int],
    *,
    late: Sequence[tuple[str, float]] = (),
    left_out: Sequence[LeftOut] = (),
    keep: frozenset[str] = frozenset(),
    seed: int = 0,
) -> tuple[Report, list[Column]]:
    """The report, and the columns that remain once the leaks are gone. Rows are in the order of time."""
    told = np.asarray(outcome, dtype=float)
    won = int(told.sum())
    report = Report(rows=len(told), won=won, lost=len(told) - won, left_out=list(left_out))
    if min(won, report.lost) < LEAST_TRIED:
        return report, list(columns)
    found, strong = leaks.find(columns, told, late, seed=seed)
    report.leaks = [leak for leak in found if leak.name not in keep]
    report.suspects = [leak for leak in strong if leak.name not in keep]
    columns = without(columns, {leak.name for leak in report.leaks})
    report.read = [column.name for column in columns]
    if not columns:
        report.signal = NO_SIGNAL
        return report, []
    _cross_validate(report, columns, told, seed)
    report.signal = verdict(report)
    report.drift = drift.compare(columns, told, seed=seed)
    return report, list(columns)


def verdict(report: Report) -> str:
    """A probability is shown from fifty outcomes of each kind on, when its ranking is surely better than chance."""
    if report.rows < LEAST_ROWS or min(report.won, report.lost) < LEAST_OUTCOMES:
        return TOO_FEW
    if report.area is None or report.area.low <= 0.5:
        return NO_SIGNAL
    return CLEAR if report.area.value >= WEAK and report.area.low >= WEAK_LOW else TOO_WEAK


def _cross_validate(report: Report, columns: Sequence[Column], outcome: Array, seed: int) -> None:
    design, predicted = Design(columns), np.zeros(len(outcome))
    folds = min(FOLDS, report.won, report.lost)
    for seen, unseen in StratifiedKFold(folds, shuffle=True, random_state=seed).split(outcome, outcome):
        predicted[unseen] = fit(design, outcome, seen, seed=seed).predict(design, unseen)
        report.fold_areas.append(figures.auc(predicted[unseen], outcome[unseen]))
    report.area = figures.area(float(np.mean(report.fold_areas)), report.won, report.lost)
    report.bins = figures.bins(predicted, outcome)
    report.calibration_error = figures.calibration_error(report.bins)
    report.brier = figures.brier(predicted, outcome)
