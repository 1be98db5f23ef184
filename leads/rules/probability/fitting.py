"""Fits the model: logistic regression, its shape and its penalty chosen, then calibrated, on rows it had not seen."""

import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from leads.rules.probability.columns import CATEGORY, NUMBER, Column, Value
from leads.rules.probability.model import Model, Term, logit

Array = Any
STRENGTHS = (0.01, 0.1, 1.0)  # inverse penalties
MANY_ROWS = 5_000  # from here on the penalty hardly matters
INNER_FOLDS = 3
MOST_BINS = 8
BENDS = 0.01  # a number is read by bins when that takes this share off the error of unseen rows
MOST_LEVELS = 40
RARE = 50  # a level with fewer rows says too little: it counts as "other"
RARE_SHARE = 0.05  # … or fewer than this share of a small table
INNER_ROWS = 20_000
CALIBRATION_BINS = 20
ROWS_A_BIN = 25  # of the rarer outcome
PRIOR_ROWS = 10


class Design:
    """The columns as a matrix, framed (middles, bins, levels) by some of its rows, all of them when none are named."""

    def __init__(self, columns: Sequence[Column], framed_by: Array | None = None) -> None:
        self.columns = columns
        count = len(columns[0].values)
        rows = range(count) if framed_by is None else [int(row) for row in framed_by]
        self.terms = [_frame(column, rows) for column in columns]
        blocks = [_block(term, column) for term, column in zip(self.terms, columns, strict=True)]
        self.matrix = np.hstack(blocks)
        self.straight = np.concatenate(
            [_is_straight(term, block) for term, block in zip(self.terms, blocks, strict=True)]
        )


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights of the matrix, zero where a number is not read by bins, and the curve from sum to observed."""

    weights: Array
    intercept: float
    curve: list[tuple[float, float]]

    def predict(self, design: Design, rows: Array) -> Array:
        sums = design.matrix[rows] @ self.weights + self.intercept
        return 1 / (1 + np.exp(-np.clip(_bent(sums, self.curve), -35, 35)))


def fit(design: Design, outcome: Array, rows: Array, *, seed: int = 0) -> Fitted:
    """Learnt on these rows; its probabilities are calibrated on the folds it was not fitted on."""
    matrix, told = design.matrix[rows], np.asarray(outcome, dtype=float)[rows]
    used, strength, unseen = _choose(matrix, told, design.straight, seed)
    weights, intercept = _solve(matrix[:, used], told, strength)
    every = np.zeros(design.matrix.shape[1])
    every[used] = weights
    return Fitted(every, intercept, _calibrate(*unseen))


def train(columns: Sequence[Column], outcome: Array, *, seed: int = 0) -> Model:
    """The model of all the rows, as plain numbers."""
    outcome = np.asarray(outcome, dtype=float)
    design = Design(columns)
    fitted = fit(design, outcome, np.arange(len(outcome)), seed=seed)
    _spread(design.terms, [float(weight) for weight in fitted.weights])
    for term, column in zip(design.terms, columns, strict=True):
        term.center = float(np.mean([term.weigh(value) for value in column.values]))
    return Model(fitted.intercept, design.terms, fitted.curve, float(outcome.mean()))


def _is_straight(term: Term, block: Array) -> Array:
    """Which columns of a block remain when numbers are read in a straight line."""
    kept = np.ones(block.shape[1], dtype=bool)
    if term.kind == NUMBER:
        kept[1:-1] = False
    return kept


def _bent(sums: Array, curve: Sequence[tuple[float, float]]) -> Array:
    """The curve between its points; beyond its ends the distance to the nearest one."""
    if not curve:
        return sums
    z, observed = np.array(curve).T
    inside = np.interp(sums, z, observed)
    return inside + np.minimum(0, sums - z[0]) + np.maximum(0, sums - z[-1])


def _frame(column: Column, rows: Sequence[int]) -> Term:
    values = [column.values[row] for row in rows]
    return _number(column.name, values) if column.kind == NUMBER else _category(column.name, values)


def _number(name: str, values: Sequence[Value]) -> Term:
    known = np.array([value for value in values if value is not None], dtype=float)
    if not len(known):
        return Term(name, NUMBER)
    low, high = (float(x) for x in np.quantile(known, (0.01, 0.99)))
    clipped = np.clip(known, low, high)
    distinct = np.unique(known)
    if len(distinct) <= MOST_BINS:
        edges = [float(x) for x in (distinct[1:] + distinct[:-1]) / 2]
        low, high = float(distinct[0]), float(distinct[-1])
    else:
        cuts = np.quantile(known, np.linspace(0, 1, MOST_BINS + 1)[1:-1])
        edges = [float(x) for x in np.unique(cuts) if low < x < high]
    scale = float(clipped.std()) or 1.0
    return Term(name, NUMBER, middle=float(clipped.mean()), scale=scale, low=low, high=high, edges=edges,
                bins=[0.0] * (len(edges) + 1))  # fmt: skip


def _category(name: str, values: Sequence[Value]) -> Term:
    counts = Counter(value for value in values if value is not None)
    least = min(RARE, max(2, RARE_SHARE * len(values)))
    kept = [str(level) for level, count in counts.most_common(MOST_LEVELS) if count >= least]
    return Term(name, CATEGORY, levels=dict.fromkeys(kept, 0.0))


def _block(term: Term, column: Column) -> Array:
    """The columns of the matrix that belong to a term, in the order `_spread` gives their weights back."""
    values = column.values
    missing = np.array([value is None for value in values], dtype=float)
    if term.kind != NUMBER:
        order = {level: place for place, level in enumerate(term.levels)}
        block = np.zeros((len(values), len(order) + 2))
        for row, value in enumerate(values):
            block[row, len(order) + 1 if value is None else order.get(str(value), len(order))] = 1
        return block
    numbers = np.array([term.middle if value is None else float(value) for value in values])
    numbers = np.clip(numbers, term.low, term.high)
    block = np.zeros((len(values), len(term.bins) + 2))
    block[:, 0] = (1 - missing) * (numbers - term.middle) / term.scale
    if term.bins:
        block[np.arange(len(values)), 1 + np.searchsorted(term.edges, numbers, side="right")] = 1 - missing
    block[:, -1] = missing
    return block


def _spread(terms: Sequence[Term], weights: Sequence[float]) -> None:
    rest = iter(weights)
    for term in terms:
        if term.kind == NUMBER:
            term.slope = next(rest)
            term.bins = [next(rest) for _ in term.bins]
        else:
            term.levels = {level: next(rest) for level in term.levels}
            term.other = next(rest)
        term.missing = next(rest)


def _solve(matrix: Array, outcome: Array, strength: float) -> tuple[Array, float]:
    solver = LogisticRegression(C=strength, solver="newton-cholesky", max_iter=100)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        solver.fit(matrix, outcome)
    return solver.coef_[0], float(solver.intercept_[0])


def _choose(matrix: Array, outcome: Array, straight: Array, seed: int) -> tuple[Array, float, tuple[Array, Array]]:
    """The columns and the penalty whose predictions of unseen rows are least wrong, with those predictions."""
    if len(outcome) > INNER_ROWS:
        some = np.random.default_rng(seed).choice(len(outcome), INNER_ROWS, replace=False)
        matrix, outcome = matrix[some], outcome[some]
    folds = int(min(INNER_FOLDS, outcome.sum(), len(outcome) - outcome.sum()))
    if folds < 2:
        return straight, STRENGTHS[0], (np.zeros(0), np.zeros(0))
    split = list(StratifiedKFold(folds, shuffle=True, random_state=seed).split(matrix, outcome))
    best: tuple[float, Array, float, Array] | None = None
    for used, demanded in ((straight, 0.0), (np.ones_like(straight), BENDS)):
        if demanded and straight.all():
            continue
        for strength in STRENGTHS if len(outcome) < MANY_ROWS else (STRENGTHS[-1],):
            sums = np.zeros(len(outcome))
            for seen, unseen in split:
                weights, intercept = _solve(matrix[np.ix_(seen, used)], outcome[seen], strength)
                sums[unseen] = matrix[np.ix_(unseen, used)] @ weights + intercept
            loss = float(np.mean(np.logaddexp(0, sums) - outcome * sums)) * (1 + demanded)
            if best is None or loss < best[0] - 1e-6:
                best = (loss, used, strength, sums)
    assert best is not None  # noqa: S101  there are strengths
    return best[1], best[2], (best[3], outcome)


def _calibrate(sums: Array, outcome: Array) -> list[tuple[float, float]]:
    """Points of a rising curve from the sum to what was observed, in log-odds; few when outcomes are few."""
    rarer = min(outcome.sum(), len(outcome) - outcome.sum()) if len(outcome) else 0
    bins = int(min(CALIBRATION_BINS, rarer // ROWS_A_BIN))
    if bins < 2:
        return []
    order = np.argsort(sums, kind="stable")
    groups = [(float(np.mean(sums[part])), outcome[part]) for part in np.array_split(order, bins)]
    points: list[list[float]] = []  # sum, rate, rows
    for z, part in groups:
        expected = 1 / (1 + np.exp(-z))
        points.append([z, float((part.sum() + PRIOR_ROWS * expected) / (len(part) + PRIOR_ROWS)), float(len(part))])
    rates = _rising([rate for _z, rate, _n in points], [n for _z, _rate, n in points])
    curve: list[tuple[float, float]] = []
    for (z, _rate, _n), rate in zip(points, rates, strict=True):
        if not curve or z > curve[-1][0] + 1e-9:
            curve.append((z, logit(rate)))
    return curve


def _rising(values: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """The nearest values that never fall (pool adjacent violators)."""
    pools: list[list[float]] = []
    for value, size in zip(values, sizes, strict=True):
        pools.append([value, size, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            b, a = pools.pop(), pools.pop()
            weight = a[1] + b[1]
            pools.append([(a[0] * a[1] + b[0] * b[1]) / weight, weight, a[2] + b[2]])
    return [value for value, _size, count in pools for _ in range(int(count))]
