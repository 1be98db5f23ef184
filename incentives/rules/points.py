"""What a source is worth: base × novelty × timeliness × grade, rounded half-up once, to an integer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from core.splitting import split_points

ONE = Decimal(1)
PAID = ("accepted", "amended")

DEFAULT_PARAMETERS: dict[str, Any] = {
    "novelty": {"new": "1", "corrects": "1", "confirms_stale": "0.4", "confirms_fresh": "0.05", "known": "0"},
    "timeliness": {"hot": "1", "warm": "0.7", "cold": "0.4"},
    "grade": {"useful": "1", "rich": "1.25"},
    "cap_day": 60,
    "cap_month": 800,
    "target": 300,
    "point_value": "0.50",
}

REP_COMPONENTS: dict[tuple[str, str, str], int] = {
    ("finding", "contact", ""): 12,
    ("finding", "company_fact", ""): 6,
    ("finding", "opinion", ""): 8,
    ("finding", "remark", ""): 5,
    ("finding", "market_signal", "competitor"): 15,
    ("finding", "market_signal", "price"): 15,
    ("finding", "market_signal", "project"): 10,
    ("finding", "market_signal", "equipment"): 10,
    ("finding", "market_signal", "need"): 10,
    ("finding", "market_signal", "objection"): 8,
    ("bounty", "", ""): 50,
    ("handoff", "", ""): 5,
}

MARKETER_COMPONENTS: dict[tuple[str, str, str], int] = {
    ("handoff", "", ""): 4,
    ("lead_won", "", ""): 20,
    ("review", "", ""): 1,
    ("roi", "", ""): 100,
}


@dataclass(frozen=True)
class FindingFacts:
    """What prices a finding, as it was when filed and judged."""

    decision: str
    novelty: str
    timeliness: str
    grade: str


def half_up(value: Decimal) -> int:
    """The nearest integer, halves away from zero."""
    return int(value.quantize(ONE, rounding=ROUND_HALF_UP))


def factor(parameters: Mapping[str, Any], family: str, key: str) -> Decimal:
    """A factor of the plan version; what the plan does not name counts nothing."""
    return Decimal(str(parameters.get(family, {}).get(key, "0")))


def finding_points(base: int, facts: FindingFacts, parameters: Mapping[str, Any]) -> int:
    """Points of one finding for its author; a duplicate or a refusal is worth nothing by itself."""
    if facts.decision not in PAID:
        return 0
    value = (
        Decimal(base)
        * factor(parameters, "novelty", facts.novelty)
        * factor(parameters, "timeliness", facts.timeliness)
        * factor(parameters, "grade", facts.grade)
    )
    return half_up(value)


def shared_points(points: int, authors: int) -> list[int]:
    """A discovery shared on one day: equal parts by largest remainder, the first author first."""
    return split_points(points, [ONE] * authors)


def rep_handoff_points(base: int, *, decision: str, in_time: bool | None) -> int:
    """Accepting or refusing in time earns alike."""
    return base if decision in ("accepted", "rejected") and in_time else 0


def marketer_handoff_points(base: int, *, decision: str) -> int:
    return base if decision == "accepted" else 0


def lead_won_points(base: int, weights: Sequence[tuple[str, Decimal]]) -> dict[str, int]:
    """The base divided over the buckets of the U model; it adds up, unattributed included."""
    ordered = sorted(weights)
    if not ordered or not sum(weight for _, weight in ordered):
        return {}
    shares = split_points(base, [weight for _, weight in ordered])
    return {bucket: share for (bucket, _), share in zip(ordered, shares, strict=True)}


def roi_points(base: int, roi: Decimal | None) -> int:
    """The base × ROI kept between 0 and 2; nothing when there is no ROI."""
    if roi is None:
        return 0
    return half_up(Decimal(base) * min(max(roi, Decimal(0)), Decimal(2)))
