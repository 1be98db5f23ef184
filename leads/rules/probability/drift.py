"""Whether the later rows are of another kind than the earlier ones: a model learnt on those would mislead."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

import numpy as np

from leads.rules.probability import figures
from leads.rules.probability.columns import Column, is_date_part
from leads.rules.probability.fitting import Design, fit

Array = Any
FIRST = 0.7
TOLD_APART = 0.65  # AUC of a model asked whether a row is early or late
CHANGED = 0.25  # population stability index
RATE_CHANGED = 0.05
LOSES = 0.05
MISCALIBRATED = 0.05
SURE = 3.0  # standard errors
COMPARED_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Drift:
    """Learnt on the first rows, tried on the last. `rings`: population, rate, ranking, calibration."""

    auc: float
    calibration_error: float
    rate_first: float
    rate_last: float
    told_apart: float
    psi_score: float
    psi: dict[str, float] = field(default_factory=dict)
    rings: list[str] = field(default_factory=list)

    @property
    def alarm(self) -> bool:
        return bool(self.rings)


def compare(columns: Sequence[Column], outcome: Array, *, seed: int = 0) -> Drift | None:
    """The rows are in their order. Nothing when a side has one outcome only."""
    outcome = np.asarray(outcome, dtype=float)
    cut = round(FIRST * len(outcome))
    early, late = np.arange(cut), np.arange(cut, len(outcome))
    if len(set(outcome[:cut])) < 2 or len(set(outcome[cut:])) < 2:
        return None
    columns = [column for column in columns if not is_date_part(column.name)] or columns  # a month is not a change
    design = Design(columns, early)
    fitted = fit(design, outcome, early, seed=seed)
    said_before, said = fitted.predict(design, early), fitted.predict(design, late)
    psi = {one.name: figures.stability(one.values[:cut], one.values[cut:]) for one in columns}
    found = Drift(
        auc=figures.auc(said, outcome[late]),
        calibration_error=figures.calibration_error(figures.bins(said, outcome[late])),
        rate_first=float(outcome[early].mean()),
        rate_last=float(outcome[late].mean()),
        told_apart=_told_apart(columns, len(outcome), cut, seed),
        psi_score=figures.stability(said_before.tolist(), said.tolist()),
        psi=dict(sorted(psi.items(), key=lambda pair: -pair[1])),
    )
    found.rings.extend(_rings(found, outcome[late], len(early), _inside(design, outcome, early, seed)))
    return found


def _inside(design: Design, outcome: Array, early: Array, seed: int) -> float:
    """AUC among the earlier rows, on those not learnt on."""
    order = np.random.default_rng(seed).permutation(early)
    halves = (order[::2], order[1::2])
    if any(len(set(outcome[half])) < 2 for half in halves):
        return 0.5
    sides = ((halves[0], halves[1]), (halves[1], halves[0]))
    areas = [figures.auc(fit(design, outcome, a, seed=seed).predict(design, b), outcome[b]) for a, b in sides]
    return float(np.mean(areas))


def _rings(found: Drift, late: Array, early_rows: int, inside: float) -> list[str]:
    won = int(late.sum())
    wide = figures.area(found.auc, won, len(late) - won)
    error = (wide.high - wide.low) / 3.92
    rate = (found.rate_first * early_rows + found.rate_last * len(late)) / (early_rows + len(late))
    noise = sqrt(max(rate * (1 - rate), 1e-9) * (1 / early_rows + 1 / len(late)))
    by_chance = sqrt(rate * (1 - rate) / max(1, len(late) / len(figures.bins(late, late))))
    moved = abs(found.rate_last - found.rate_first)
    alarms = {
        "population": found.told_apart >= TOLD_APART or found.psi_score >= CHANGED,
        "rate": moved >= min(RATE_CHANGED, 0.5 * found.rate_first) and moved > SURE * noise,
        "ranking": inside - found.auc >= LOSES and inside - found.auc > SURE * error,
        "calibration": found.calibration_error >= MISCALIBRATED + by_chance,
    }
    return [name for name, rings in alarms.items() if rings]


def _told_apart(columns: Sequence[Column], count: int, cut: int, seed: int) -> float:
    """AUC, on rows not learnt on, of a model that guesses whether a row is early or late."""
    order = np.random.default_rng(seed).permutation(count)[: 2 * COMPARED_ROWS]
    seen, unseen = np.sort(order[::2]), np.sort(order[1::2])
    is_late = (np.arange(count) >= cut).astype(float)
    if len(set(is_late[seen])) < 2 or len(set(is_late[unseen])) < 2:
        return 0.5
    design = Design(columns, seen)
    return figures.auc(fit(design, is_late, seen, seed=seed).predict(design, unseen), is_late[unseen])
