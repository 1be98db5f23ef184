"""The model as plain numbers: what it gives a lead, and what each column adds to or takes from that.

Everything is a list or a float: it is kept as JSON, and a process without NumPy reads it.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from math import exp, log
from typing import Any

from leads.rules.probability.columns import CATEGORY, NUMBER, Column, Value

LEAST, MOST = 1e-4, 1 - 1e-4


def logit(p: float) -> float:
    p = min(MOST, max(LEAST, p))
    return log(p / (1 - p))


def logistic(z: float) -> float:
    return 1 / (1 + exp(-max(-35.0, min(35.0, z))))


@dataclass(slots=True)
class Term:
    """A column's part of the sum, in log-odds. `center` is its mean over the rows it was learnt on.

    A number adds `slope` times its distance from `middle` in `scale`s, between `low` and `high`, and the weight of its
    bin (`edges` part the bins); a category adds the weight of its level, `other` for a rare or new one.
    """

    name: str
    kind: str
    missing: float = 0.0
    center: float = 0.0
    slope: float = 0.0
    middle: float = 0.0
    scale: float = 1.0
    low: float = 0.0
    high: float = 0.0
    edges: list[float] = field(default_factory=list)
    bins: list[float] = field(default_factory=list)
    levels: dict[str, float] = field(default_factory=dict)
    other: float = 0.0

    def weigh(self, value: Value) -> float:
        if value is None:
            return self.missing
        if self.kind == CATEGORY:
            return self.levels.get(str(value), self.other)
        number = min(self.high, max(self.low, float(value)))
        bin_weight = self.bins[bisect_right(self.edges, number)] if self.bins else 0.0
        return self.slope * (number - self.middle) / self.scale + bin_weight


@dataclass(frozen=True, slots=True)
class Reason:
    """What a column adds for one lead, in log-odds, against an average lead."""

    name: str
    value: Value
    weight: float


@dataclass(slots=True)
class Model:
    """`calibration` holds (sum, sum as observed) in log-odds, in rising order, read between the points."""

    intercept: float
    terms: list[Term]
    calibration: list[tuple[float, float]]
    base_rate: float

    def raw(self, row: Mapping[str, Value]) -> float:
        return self.intercept + sum(term.weigh(row.get(term.name)) for term in self.terms)

    def probability(self, row: Mapping[str, Value]) -> float:
        return self.calibrated(self.raw(row))

    def calibrated(self, z: float) -> float:
        points = self.calibration
        if not points:
            return logistic(z)
        at = bisect_right(points, z, key=lambda point: point[0])
        if at in (0, len(points)):
            end, observed = points[max(0, at - 1)]
            return logistic(z + observed - end)
        (left, low), (right, high) = points[at - 1], points[at]
        return logistic(low + (z - left) / (right - left) * (high - low))

    def reasons(self, row: Mapping[str, Value], most: int = 5) -> list[Reason]:
        """The columns that count most for this row, the heaviest first."""
        told = [(term, row.get(term.name)) for term in self.terms]
        found = [Reason(term.name, value, term.weigh(value) - term.center) for term, value in told]
        found = [reason for reason in found if abs(reason.weight) >= 0.01]
        return sorted(found, key=lambda reason: (-abs(reason.weight), reason.name))[:most]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Model":
        return cls(
            intercept=told["intercept"],
            terms=[Term(**term) for term in told["terms"]],
            calibration=[(z, p) for z, p in told["calibration"]],
            base_rate=told["base_rate"],
        )


def probabilities(model: Model, columns: Sequence[Column], count: int) -> list[float]:
    """One probability a row, column after column: fast enough for all the leads of a night in plain Python."""
    sums = [model.intercept] * count
    found = {column.name: column.values for column in columns}
    for term in model.terms:
        known: dict[Value, float] = {}
        for row, value in enumerate(found.get(term.name) or [None] * count):
            weight = known.get(value)
            if weight is None:
                weight = known[value] = term.weigh(value)
            sums[row] += weight
    return [model.calibrated(z) for z in sums]


__all__ = ["CATEGORY", "NUMBER", "Model", "Reason", "Term", "logistic", "logit", "probabilities"]
