"""The rules of fit (who the person is) and engagement (what the person did lately): their shape and their defaults."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

FIT, ENGAGEMENT = "fit", "engagement"
AXES = (FIT, ENGAGEMENT)
CAP = 100
HALF_LIFE_DAYS = 30
HALF_LIVES_READ = 7  # an older touch weighs less than a hundredth
MOST_RULES = 60
MOST_POINTS = 100
TEXTS = ("job_title", "sector", "city", "postcode", "company_name")
# What a rule may look at, and how: the first way is the usual one.
WAYS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(TEXTS, ("contains", "is", "starts", "filled")),
    "email": ("filled", "contains"),
    "phone": ("filled", "starts"),
    "company": ("filled",),
    "employees": ("at_least", "at_most"),
    "facts": ("each",),
    "interest": ("is",),
    "channel": ("is",),
    "campaign_channel": ("is",),
    "touch": ("each", "once"),
}
LETTERS = "ABCD"


@dataclass(frozen=True, slots=True)
class Rule:
    """When `field` is as `way` and `value` say, `points` are added in `group`; a touch fades by its half-life.

    `each` counts every occurrence, at most `most` of them when that is not zero; `once` counts the freshest alone.
    """

    axis: str
    group: str
    field: str
    way: str
    points: int
    value: tuple[str, ...] = ()
    most: int = 0

    @property
    def number(self) -> int:
        return int(self.value[0])


@dataclass(frozen=True, slots=True)
class Scoring:
    """Rules, the cap of each group, the half-life of touches, and where the cells of the matrix begin."""

    rules: tuple[Rule, ...]
    caps: Mapping[str, int] = field(default_factory=dict)
    half_life: int = HALF_LIFE_DAYS
    fit_bounds: tuple[int, int, int] = (80, 65, 45)
    engagement_bounds: tuple[int, int, int] = (50, 25, 10)

    def cap(self, group: str) -> int:
        return self.caps.get(group, CAP)

    def groups(self, axis: str) -> list[str]:
        return list(dict.fromkeys(rule.group for rule in self.rules if rule.axis == axis))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Scoring":
        rules = tuple(Rule(**{**one, "value": tuple(one["value"])}) for one in told["rules"])
        bounds = {name: tuple(told[name]) for name in ("fit_bounds", "engagement_bounds")}
        return cls(rules=rules, caps=dict(told["caps"]), half_life=told["half_life"], **bounds)


@dataclass(frozen=True, slots=True)
class Part:
    """One line of an explanation: a rule with what it gave, or what the cap of its group took back."""

    axis: str
    points: int
    count: int = 1
    rule: Rule | None = None
    group: str = ""


def cell(scoring: Scoring, fit: int, engagement: int) -> str:
    """A1 is the best place of the matrix, D4 the last."""
    row = sum(fit < bound for bound in scoring.fit_bounds)
    column = sum(engagement < bound for bound in scoring.engagement_bounds)
    return f"{LETTERS[row]}{column + 1}"


def cells() -> list[list[str]]:
    return [[f"{letter}{number}" for number in range(1, 5)] for letter in LETTERS]


def explain(scoring: Scoring, told: Iterable[Sequence[int]]) -> list[Part]:
    """The rules that gave points, then what each cap took back: the lines add up to the score, up to 0 and 100."""
    parts: list[Part] = []
    sums: dict[tuple[str, str], int] = {}
    for place, points, count in told:
        rule = scoring.rules[place]
        parts.append(Part(rule.axis, points, count, rule))
        sums[rule.axis, rule.group] = sums.get((rule.axis, rule.group), 0) + points
    for (axis, group), total in sums.items():
        cap = scoring.cap(group)
        if abs(total) > cap:
            parts.append(Part(axis, (cap if total > 0 else -cap) - total, group=group))
    return parts


def total(scoring: Scoring, axis: str, told: Iterable[Sequence[int]]) -> int:
    """What the database computes for all leads at once, said for one."""
    found = sum(part.points for part in explain(scoring, told) if part.axis == axis)
    return max(0, min(CAP, found))


def _rule(axis: str, group: str, name: str, way: str, points: int, *value: object, most: int = 0) -> Rule:
    return Rule(axis, group, name, way, points, tuple(str(one) for one in value), most)


DEFAULT = Scoring(
    rules=(
        _rule(FIT, "reach", "email", "filled", 10),
        _rule(FIT, "reach", "phone", "filled", 10),
        _rule(FIT, "role", "job_title", "filled", 5),
        _rule(FIT, "role", "job_title", "contains", 10, "achat", "purchas", "procurement", "responsable", "manager"),
        _rule(FIT, "role", "job_title", "contains", 15, "directeur", "directrice", "director", "gérant", "président",
              "ceo", "chef", "head", "dirigeant"),
        _rule(FIT, "size", "employees", "at_least", 5, 1),
        _rule(FIT, "size", "employees", "at_least", 5, 10),
        _rule(FIT, "size", "employees", "at_least", 10, 50),
        _rule(FIT, "size", "employees", "at_least", 5, 250),
        _rule(FIT, "company", "sector", "filled", 5),
        _rule(FIT, "company", "company", "filled", 10),
        _rule(FIT, "field", "facts", "each", 5, most=3),
        _rule(ENGAGEMENT, "form", "touch", "each", 20, "form"),
        _rule(ENGAGEMENT, "reply", "touch", "each", 20, "reply"),
        _rule(ENGAGEMENT, "attendance", "touch", "each", 25, "attendance"),
        _rule(ENGAGEMENT, "visit", "touch", "each", 30, "visit"),
        _rule(ENGAGEMENT, "finding", "touch", "each", 15, "finding"),
        _rule(ENGAGEMENT, "call", "touch", "each", 15, "call"),
        _rule(ENGAGEMENT, "click", "touch", "each", 8, "click"),
        _rule(ENGAGEMENT, "interest", "interest", "is", 20, "strong"),
        _rule(ENGAGEMENT, "interest", "interest", "is", 10, "medium"),
        _rule(ENGAGEMENT, "interest", "interest", "is", -5, "weak"),
    ),
    caps={"reach": 20, "role": 20, "size": 25, "company": 20, "field": 15, "form": 50, "reply": 50, "attendance": 50,
          "visit": 50, "finding": 50, "call": 50, "click": 50, "interest": 20},
)  # fmt: skip
