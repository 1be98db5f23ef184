"""Columns that give the outcome away: known only afterwards, they would make a model look good and help nobody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.model_selection import StratifiedKFold

from leads.rules.probability.columns import NUMBER, Column, source, take, without, words_of
from leads.rules.probability.figures import auc
from leads.rules.probability.fitting import Design, fit

Array = Any
ALONE = 0.88  # a column that tells won from lost so well by itself
STRONG = 0.80  # … or so well that somebody should check when it is known
NAMED = 0.60  # … or so well, when its name says that it is known afterwards
WITH_OTHERS = 0.78
REMOVES = 0.65  # share of what all the others leave unexplained
OTHERS_AT_LEAST = 0.60
PURE = 0.99
COVERS = 0.2
PURE_ROWS = 30
COMMON = 0.8
FILLED_LATE = 0.9
SCREENED_ROWS = 20_000
AFTERWARDS = frozenset({
    "duration", "duree", "close", "closed", "closing", "close_date", "cloture", "end", "ended", "fin", "signed",
    "signature", "outcome", "result", "resultat", "reason", "motif", "won", "win", "lost", "loss", "gagne", "perdu",
    "revenue", "amount", "montant", "paid", "paye", "invoice", "invoiced", "facture",
})  # fmt: skip
BEFORE = frozenset({
    "previous", "prev", "last", "past", "former", "prior", "expected", "planned", "precedent", "ancien", "prevu",
    "estimated",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leak:
    """`why`: alone, named, with_others, pure, filled_after; strong for one that stays. `strength`: the AUC or share."""

    name: str
    why: str
    strength: float


def find(
    columns: Sequence[Column], outcome: Array, late: Sequence[tuple[str, float]], *, seed: int = 0
) -> tuple[list[Leak], list[Leak]]:
    """The leaks among the columns, and those that stay but are strong alone.

    `late` names the columns filled only where the outcome is known.
    """
    outcome = np.asarray(outcome, dtype=float)
    rows = np.arange(len(outcome))
    if len(rows) > SCREENED_ROWS:
        rows = np.sort(np.random.default_rng(seed).choice(rows, SCREENED_ROWS, replace=False))
    columns, outcome = take(columns, rows.tolist()), outcome[rows]
    leaks = {name: Leak(name, "filled_after", share) for name, share in late}
    areas: dict[str, float] = {}
    for column in columns:
        name = source(column.name)
        areas[name] = max(areas.get(name, 0.0), alone(column, outcome, seed))
        if name not in leaks and (found := _judge(name, column, areas[name], outcome)):
            leaks[name] = found
    for leak in _with_others(without(columns, set(leaks)), outcome, areas, seed):
        leaks[leak.name] = leak
    strong = [Leak(name, "strong", area) for name, area in areas.items() if name not in leaks and area >= STRONG]
    return _ordered(leaks.values()), _ordered(strong)


def _ordered(leaks: Iterable[Leak]) -> list[Leak]:
    return sorted(leaks, key=lambda leak: (-leak.strength, leak.name))


def _judge(name: str, column: Column, area: float, outcome: Array) -> Leak | None:
    words = set(words_of(name))
    if area >= ALONE:
        return Leak(name, "alone", area)
    if (pure := _pure(column, outcome)) is not None:
        return Leak(name, "pure", pure)
    if words & AFTERWARDS and not words & BEFORE and area >= NAMED:
        return Leak(name, "named", area)
    return None


def groups(column: Column) -> Array:
    """Each row's group: the twentieth of a number, the level of a category, missing apart."""
    if column.kind == NUMBER:
        known = np.array([value for value in column.values if value is not None], dtype=float)
        edges = np.unique(np.quantile(known, np.linspace(0, 1, 21)[1:-1])) if len(known) else np.array([])
        filled = np.array([np.nan if value is None else value for value in column.values], dtype=float)
        return np.where(np.isnan(filled), -1, np.searchsorted(edges, filled, side="right"))
    order: dict[Any, int] = {None: -1}
    return np.array([order.setdefault(value, len(order)) for value in column.values])


def alone(column: Column, outcome: Array, seed: int = 0) -> float:
    """How well the column alone tells won from lost, in rows whose outcomes it was not told."""
    group = groups(column)
    _names, group = np.unique(group, return_inverse=True)
    predicted = np.zeros(len(outcome))
    folds = int(min(2, outcome.sum(), len(outcome) - outcome.sum()))
    if folds < 2:
        return 0.5
    for seen, unseen in StratifiedKFold(folds, shuffle=True, random_state=seed).split(group, outcome):
        size = np.bincount(group[seen], minlength=group.max() + 1)
        won = np.bincount(group[seen], weights=outcome[seen], minlength=group.max() + 1)
        rate = (won + 5 * outcome[seen].mean()) / (size + 5)
        predicted[unseen] = rate[group[unseen]]
    return auc(predicted, outcome)


def _pure(column: Column, outcome: Array) -> float | None:
    """A group of rows that all ended alike, holding a good share of all that ended so."""
    group = groups(column)
    for side in (1.0, 0.0):
        ended = outcome == side
        if not PURE_ROWS <= ended.sum() <= COMMON * len(outcome):
            continue
        for value in np.unique(group):
            inside = group == value
            share = float(ended[inside].mean())
            if inside.sum() >= PURE_ROWS and share >= PURE and (inside & ended).sum() >= COVERS * ended.sum():
                return share
    return None


def _with_others(columns: Sequence[Column], outcome: Array, areas: dict[str, float], seed: int) -> list[Leak]:
    """Columns that explain most of what all the others leave unexplained."""
    strong = sorted((name for name in {source(one.name) for one in columns} if areas[name] >= WITH_OTHERS),
                    key=lambda name: -areas[name])[:3]  # fmt: skip
    found: list[Leak] = []
    for name in strong:
        others = without(columns, {name, *(leak.name for leak in found)})
        if not others:
            continue
        rest = _unseen(others, outcome, seed)
        every = _unseen([*others, *(one for one in columns if source(one.name) == name)], outcome, seed)
        if rest >= OTHERS_AT_LEAST and (every - rest) >= REMOVES * (1 - rest):
            found.append(Leak(name, "with_others", areas[name]))
    return found


def _unseen(columns: Sequence[Column], outcome: Array, seed: int) -> float:
    """AUC on the half of the rows that was not learnt on."""
    order = np.random.default_rng(seed).permutation(len(outcome))
    seen, unseen = order[::2], order[1::2]
    if len(set(outcome[seen])) < 2:
        return 0.5
    design = Design(columns, seen)
    return auc(fit(design, outcome, seen, seed=seed).predict(design, unseen), outcome[unseen])


def filled_late(
    texts: Mapping[str, Sequence[bool]], decided: Sequence[int], undecided: Sequence[int]
) -> list[tuple[str, float]]:
    """Columns filled where the outcome is known and empty where it is not, with the share that is filled."""
    late = []
    for name, filled in texts.items():
        known = np.mean([filled[row] for row in decided]) if decided else 0.0
        open_ = np.mean([filled[row] for row in undecided]) if len(undecided) >= PURE_ROWS else 1.0
        if known >= FILLED_LATE and open_ <= 1 - FILLED_LATE:
            late.append((name, float(known)))
    return late
