"""Figures of predictions against outcomes: area under the curve with its interval, calibration, stability index."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, sqrt
from typing import Any

import numpy as np

Array = Any
BINS = 10
ROWS_A_BIN = 500  # with fewer, what came wavers by chance more than what is measured


@dataclass(frozen=True, slots=True)
class Area:
    """AUC with the 95 % interval of Hanley and McNeil (1982) and the chance of one so high without any signal."""

    value: float
    low: float
    high: float
    p_value: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Leads of like probability: how many, what was said, what came."""

    count: int
    said: float
    came: float


def auc(predicted: Array, outcome: Array) -> float:
    """The chance that a won row stands above a lost one (ties half); 0.5 when one side is empty."""
    predicted, outcome = np.asarray(predicted, dtype=float), np.asarray(outcome)
    won = int(outcome.sum())
    lost = len(outcome) - won
    if not won or not lost:
        return 0.5
    ranks = _ranks(predicted)
    return float((ranks[outcome == 1].sum() - won * (won + 1) / 2) / (won * lost))


def _ranks(values: Array) -> Array:
    """Ranks from 1, the mean rank for equals."""
    _distinct, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return ((last - counts + 1 + last) / 2)[inverse]


def area(value: float, won: int, lost: int) -> Area:
    if not won or not lost:
        return Area(0.5, 0.0, 1.0, 1.0)
    q1, q2 = value / (2 - value), 2 * value * value / (1 + value)
    spread = value * (1 - value) + (won - 1) * (q1 - value**2) + (lost - 1) * (q2 - value**2)
    error = sqrt(max(0.0, spread) / (won * lost))
    none = sqrt((won + lost + 1) / (12 * won * lost))
    p_value = 0.5 * (1 - erf((value - 0.5) / none / sqrt(2)))
    return Area(value, max(0.0, value - 1.96 * error), min(1.0, value + 1.96 * error), p_value)


def bins(predicted: Array, outcome: Array) -> list[Bin]:
    """Three to ten groups of equal size, from the least probable to the most."""
    predicted, outcome = np.asarray(predicted, dtype=float), np.asarray(outcome, dtype=float)
    order = np.argsort(predicted, kind="stable")
    count = min(BINS, max(3, len(order) // ROWS_A_BIN))
    parts = [part for part in np.array_split(order, count) if len(part)]
    return [Bin(len(part), float(predicted[part].mean()), float(outcome[part].mean())) for part in parts]


def calibration_error(found: Sequence[Bin]) -> float:
    """Mean distance between said and come, weighted by rows (expected calibration error)."""
    total = sum(one.count for one in found)
    return sum(one.count * abs(one.said - one.came) for one in found) / total if total else 0.0


def brier(predicted: Array, outcome: Array) -> float:
    return float(np.mean((np.asarray(predicted) - np.asarray(outcome)) ** 2))


def stability(before: Sequence[Any], after: Sequence[Any]) -> float:
    """Population stability index of a column, less what chance alone would give with so few rows.

    Numbers in tenths of the earlier rows, categories by level, missing apart. From 0.25 on, the population has changed.
    """
    if not before or not after:
        return 0.0
    first, second = _shares(before, after)
    chance = (np.count_nonzero(first + second) - 1) * (1 / len(before) + 1 / len(after))
    p = np.maximum(first / len(before), 0.5 / len(before))
    q = np.maximum(second / len(after), 0.5 / len(after))
    return float(max(0.0, ((q - p) * np.log(q / p)).sum() - chance))


def _shares(before: Sequence[Any], after: Sequence[Any]) -> tuple[Array, Array]:
    """How many of each group, earlier and later."""
    numbers = [value for value in before if isinstance(value, float)]
    edges: Array = np.unique(np.quantile(numbers, np.linspace(0, 1, BINS + 1)[1:-1])) if numbers else []

    def group(value: Any) -> str:
        return f"bin {np.searchsorted(edges, value, side='right')}" if isinstance(value, float) else f"= {value}"

    known: dict[Any, str] = {}
    names: dict[str, list[int]] = {}
    for side, values in enumerate((before, after)):
        for value in values:
            name = known.get(value)
            if name is None:
                name = known[value] = group(value)
            names.setdefault(name, [0, 0])[side] += 1
    table = np.array(list(names.values()), dtype=float)
    return table[:, 0], table[:, 1]
