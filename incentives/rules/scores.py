"""Contribution and marketing score: 100 × Σ wᵢxᵢ / Σ wᵢ over the parts that have something to count."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

SCORE_VERSION = 1
CONTRIBUTION_DAYS = 30
MARKETING_DAYS = 90
CONTRIBUTION_WEIGHTS = (Decimal("0.5"), Decimal("0.25"), Decimal("0.25"))
MARKETING_WEIGHTS = (Decimal("0.5"), Decimal("0.3"), Decimal("0.2"))
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Part:
    """One part of a score: its value between 0 and 1, and how many things it counts."""

    value: Decimal | None
    n: int


def weighted(parts: Sequence[Part], weights: Sequence[Decimal]) -> Decimal | None:
    """One decimal, half-up; None when no part has anything to count."""
    counted = [
        (part.value, weight)
        for part, weight in zip(parts, weights, strict=True)
        if part.n > 0 and part.value is not None
    ]
    if not counted:
        return None
    total = sum((value * weight for value, weight in counted), Decimal(0))
    return (100 * total / sum(weight for _, weight in counted)).quantize(TENTH, rounding=ROUND_HALF_UP)


def share(part: int, whole: int) -> Part:
    return Part(Decimal(part) / Decimal(whole) if whole else None, whole)


def points_part(points: int, target: Decimal, n: int) -> Part:
    """Points against the target, at most 1 and at least 0."""
    if target <= 0:
        return Part(None, 0)
    return Part(min(max(Decimal(points) / target, Decimal(0)), Decimal(1)), n)


def roi_part(roi: Decimal | None, n: int) -> Part:
    return Part(None, 0) if roi is None else Part(min(max(roi, Decimal(0)), Decimal(1)), n)


def contribution(
    *, points: int, target: Decimal, lines: int, accepted: int, decided: int, in_time: int, handoffs: int
) -> Decimal | None:
    """Over 30 days: points against target, findings accepted, handoffs decided in time."""
    parts = [points_part(points, target, lines), share(accepted, decided), share(in_time, handoffs)]
    return weighted(parts, CONTRIBUTION_WEIGHTS)


def marketing_score(
    *, roi: Decimal | None, campaigns: int, accepted: int, decided: int, in_time: int, due: int
) -> Decimal | None:
    """Over 90 days: ROI of own campaigns, handoffs accepted, reviews in time."""
    parts = [roi_part(roi, campaigns), share(accepted, decided), share(in_time, due)]
    return weighted(parts, MARKETING_WEIGHTS)
