"""Fit (who the person is) and engagement (what the person did lately), each with its explanation."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from math import exp, log

HALF_LIFE_DAYS = 30
CAP = 100
SIZES = ((250, 25), (50, 20), (10, 10), (1, 5))
DECIDERS = ("directeur", "directrice", "director", "gerant", "gérant", "president", "président", "ceo", "chef", "head")
BUYERS = ("achat", "purchas", "procurement", "responsable", "manager")
KIND_POINTS = {"form": 20, "reply": 20, "attendance": 25, "visit": 30, "finding": 15, "call": 15, "click": 8}
KIND_CAP = 50
INTEREST_POINTS = {"strong": 20, "medium": 10, "weak": -5}
ENOUGH_FACTS = 3
FACT_POINTS = 5


@dataclass(frozen=True)
class Part:
    """One line of the explanation: what counted, for how many points."""

    code: str
    points: int
    count: int = 1


@dataclass(frozen=True)
class Touch:
    kind: str
    at: datetime


@dataclass(frozen=True)
class Person:
    """What is known of a lead, without Django."""

    email: str = ""
    phone: str = ""
    job_title: str = ""
    sector: str = ""
    employees: int | None = None
    known_company: bool = False
    interest: str = ""
    fresh_facts: int = 0
    wanted_sectors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Score:
    fit: int
    engagement: int
    fit_parts: list[Part] = field(default_factory=list)
    engagement_parts: list[Part] = field(default_factory=list)

    def details(self) -> dict[str, list[dict[str, object]]]:
        return {
            "fit": [{"code": part.code, "points": part.points, "count": part.count} for part in self.fit_parts],
            "engagement": [
                {"code": part.code, "points": part.points, "count": part.count} for part in self.engagement_parts
            ],
        }


def score(person: Person, touches: Iterable[Touch], *, now: datetime) -> Score:
    """Both scores between 0 and 100, with the parts that make them."""
    fit_parts = fit(person)
    engagement_parts = engagement(touches, person.interest, now=now)
    return Score(
        fit=clip(sum(part.points for part in fit_parts)),
        engagement=clip(sum(part.points for part in engagement_parts)),
        fit_parts=fit_parts,
        engagement_parts=engagement_parts,
    )


def fit(person: Person) -> list[Part]:
    parts = [
        Part("email", 10 if person.email else 0),
        Part("phone", 10 if person.phone else 0),
        Part("role", role_points(person.job_title)),
        Part("size", size_points(person.employees)),
        Part("sector", sector_points(person)),
        Part("known_company", 10 if person.known_company else 0),
        Part("field_facts", FACT_POINTS * min(person.fresh_facts, ENOUGH_FACTS), person.fresh_facts),
    ]
    return [part for part in parts if part.points]


def role_points(title: str) -> int:
    low = title.lower()
    if any(word in low for word in DECIDERS):
        return 20
    if any(word in low for word in BUYERS):
        return 15
    return 5 if low else 0


def size_points(employees: int | None) -> int:
    return next((points for least, points in SIZES if (employees or 0) >= least), 0)


def sector_points(person: Person) -> int:
    if not person.sector:
        return 0
    return 15 if person.sector in person.wanted_sectors else 5


def engagement(touches: Iterable[Touch], interest: str, *, now: datetime) -> list[Part]:
    """Points of each kind of touch, halved every thirty days, at most fifty a kind."""
    sums: dict[str, tuple[float, int]] = {}
    for touch in touches:
        days = max(0.0, (now - touch.at).total_seconds() / 86400)
        total, count = sums.get(touch.kind, (0.0, 0))
        sums[touch.kind] = (total + KIND_POINTS.get(touch.kind, 0) * exp(-log(2) * days / HALF_LIFE_DAYS), count + 1)
    parts = [Part(kind, min(KIND_CAP, whole(total)), count) for kind, (total, count) in sorted(sums.items())]
    if interest:
        parts.append(Part(f"interest_{interest}", INTEREST_POINTS[interest]))
    return [part for part in parts if part.points]


def whole(value: float) -> int:
    return int(Decimal(str(value)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def clip(points: int) -> int:
    return max(0, min(CAP, points))
