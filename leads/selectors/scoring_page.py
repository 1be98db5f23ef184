"""The matrix of open leads, the rules in force, and what other rules would move."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from accounts.models import User
from leads.choices import SHUT_STATES
from leads.models import Lead, ProbabilityModel, ScoringVersion
from leads.rules.scoring import DEFAULT, Scoring, cells
from leads.selectors import scoring_words as words

MOST_COMPARED = 5_000
MOST_EXAMPLES = 10
MOST_MOVES = 12
MOST_VERSIONS = 30


@dataclass(frozen=True)
class ScoringPage:
    matrix: list[list[tuple[str, int]]]
    scored: int
    scoring: Scoring
    axes: list[Any]
    versions: list[ScoringVersion]
    model: ProbabilityModel | None


@dataclass(frozen=True)
class Move:
    before: str
    after: str
    count: int


@dataclass(frozen=True)
class Example:
    lead: Lead
    before: Any
    after: Any


@dataclass(frozen=True)
class Preview:
    """What would change on the newest open leads, compared at one moment under both sets of rules."""

    compared: int
    moved: int
    changed: int
    moves: list[Move]
    examples: list[Example]


def open_leads(user: User) -> Any:
    return Lead.objects.visible_to(user).exclude(state__in=SHUT_STATES)


def scoring_of(number: int | None = None) -> Scoring:
    """The rules of this version, else those in force, else those we deliver."""
    found = ScoringVersion.objects.order_by("-number")
    row = (found.filter(number=number) if number else found).first()
    return Scoring.from_json(row.rules) if row else DEFAULT


def version_in_force() -> ScoringVersion:
    """The last version; the rules we deliver, not written yet, on an installation where nothing was scored."""
    last = ScoringVersion.objects.order_by("-number").first()
    return last or ScoringVersion(number=1, rules=DEFAULT.as_json())


def scoring_page(user: User) -> ScoringPage:
    counts = dict(open_leads(user).order_by().values_list("score__cell").annotate(n=Count("pk")))
    scoring = scoring_of()
    return ScoringPage(
        matrix=[[(cell, counts.get(cell, 0)) for cell in row] for row in cells()],
        scored=sum(count for cell, count in counts.items() if cell),
        scoring=scoring,
        axes=[
            (label, [(name, cap, [(words.rule(one), one) for one in rules]) for name, cap, rules in groups])
            for label, groups in words.by_axis(scoring.rules, scoring)
        ],
        versions=last_versions(),
        model=ProbabilityModel.objects.order_by("-day").first(),
    )


def last_versions() -> list[ScoringVersion]:
    return list(ScoringVersion.objects.select_related("author").order_by("-number")[:MOST_VERSIONS])


def newest_open(user: User) -> list[int]:
    return list(open_leads(user).order_by("-captured_at", "-pk").values_list("pk", flat=True)[:MOST_COMPARED])


def preview(user: User, before: list[Any], after: list[Any]) -> Preview:
    """The two results are of the same leads, computed at the same moment."""
    old = {one.lead_id: one for one in before}
    pairs = [(old[one.lead_id], one) for one in after if one.lead_id in old]
    moved = [(a, b) for a, b in pairs if a.cell != b.cell]
    changed = [(a, b) for a, b in pairs if (a.fit, a.engagement) != (b.fit, b.engagement)]
    counted = Counter((a.cell, b.cell) for a, b in moved).most_common(MOST_MOVES)
    shown = sorted(moved or changed, key=lambda pair: (-_distance(*pair), pair[0].lead_id))[:MOST_EXAMPLES]
    rows = open_leads(user).in_bulk([a.lead_id for a, _b in shown])
    return Preview(
        compared=len(pairs),
        moved=len(moved),
        changed=len(changed),
        moves=[Move(a, b, count) for (a, b), count in counted],
        examples=[Example(rows[a.lead_id], a, b) for a, b in shown if a.lead_id in rows],
    )


def _distance(a: Any, b: Any) -> int:
    return int(abs(a.fit - b.fit) + abs(a.engagement - b.engagement))
