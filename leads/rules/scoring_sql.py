"""The rules as one SQL statement over all leads asked for; words of people are parameters, never part of its text."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from leads.rules.scoring import CAP, ENGAGEMENT, FIT, HALF_LIVES_READ, LETTERS, TEXTS, Rule, Scoring
from leads.rules.statements import load

COLUMNS = {name: f"l.{name}" for name in (*TEXTS, "email", "phone", "employees", "interest", "channel")} | {
    "campaign_channel": "c.channel"
}
DAY_SECONDS = 86_400
FOLDING = frozenset({"is", "contains", "starts"})
NAMED = "l.id = ANY(%(ids)s)"
OPEN = "l.id > %(after)s AND l.id <= %(upto)s AND l.state <> ALL(%(shut)s::text[])"
OWN = "SELECT * FROM leads_touchpoint WHERE lead_id = ANY(%(ids)s)"
WORDS = "ARRAY(SELECT core_fold(word) FROM unnest(%(v{})s::text[]) word)"  # folded once, not for each lead
THEIRS = "SELECT * FROM leads_touchpoint WHERE contact_id = ANY(%(contacts)s)"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which leads, as a condition with its parameters."""

    chosen: str
    told: dict[str, Any]

    @property
    def some(self) -> bool:
        """Whether they are named one by one."""
        return self.chosen == NAMED


def named(ids: Iterable[int], **told: Any) -> Asked:
    return Asked(NAMED, {"ids": list(ids), **told})


@dataclass(slots=True)
class Statement:
    """The text, and the parameters that the rules bring; who runs it adds today, after and upto, or ids."""

    sql: str
    params: dict[str, Any] = field(default_factory=dict)


def statement(scoring: Scoring, *, some: bool, now: datetime) -> Statement:
    """For the leads named in `ids` and `contacts`, or for those open between two numbers."""
    made = Statement("", {
        "now": now, "epoch": now.timestamp(), "half_life": scoring.half_life * DAY_SECONDS,
        "oldest": now - timedelta(days=scoring.half_life * HALF_LIVES_READ),
    })  # fmt: skip
    touching = [place for place, rule in enumerate(scoring.rules) if rule.field == "touch"]
    points = [_points(rule, place, made) for place, rule in enumerate(scoring.rules)]
    counts = [_count(rule, place) for place, rule in enumerate(scoring.rules)]
    replaced = {
        "{chosen}": NAMED if some else OPEN,
        "{looked_at}": "".join(f", {column}" for column in _looked_at(scoring)),
        "{touches}": f"({OWN} UNION {THEIRS})" if some else "leads_touchpoint",
        "{facts_of}": "WHERE company_id = ANY(%(companies)s) AND" if some else "WHERE",
        "{totals}": "".join(f", {_total(place, scoring.rules[place])}" for place in touching),
        "{points}": ", ".join(f"{sql} AS p{place}" for place, sql in enumerate(points)) or "0 AS none",
        "{array}": ", ".join(f"p{place}" for place in range(len(points))),
        "{counts}": ", ".join(counts),
        "{fit}": _axis(scoring, FIT),
        "{engagement}": _axis(scoring, ENGAGEMENT),
        "{cell}": _cell(scoring),
    }
    text = load("scores")
    for mark, sql in replaced.items():
        text = text.replace(mark, sql)
    made.sql = text
    return made


def keeping(scoring: Scoring, scored: str) -> str:
    """Writes what a statement gave, as a subquery or as a table, with the points of each rule that gave some."""
    told = (f", CASE WHEN points[{n + 1}] <> 0 THEN '[{n},' || points[{n + 1}] || ',' || counts[{n + 1}] || ']' END"
            for n in range(len(scoring.rules)))  # fmt: skip
    return load("scores_kept").replace("{scored}", scored).replace("{parts}", "".join(told))


def _looked_at(scoring: Scoring) -> list[str]:
    """The columns that conditions compare: as they are, or folded under another name."""
    wanted: dict[str, None] = {}
    for rule in scoring.rules:
        if rule.field in COLUMNS:
            column = COLUMNS[rule.field]
            folded = rule.way in FOLDING
            wanted[f"core_fold({column}) AS folded_{rule.field}" if folded else f"{column} AS {rule.field}"] = None
    return list(wanted)


def _total(place: int, rule: Rule) -> str:
    """What the fading weights of the touches of these kinds give, and how many they are."""
    of_kind = f"FILTER (WHERE kind = ANY(%(v{place})s))"
    weight = "max(freshest)" if rule.way == "once" else "sum(weight)"
    return f"{weight} {of_kind} AS w{place}, sum(many) {of_kind} AS n{place}"


def _points(rule: Rule, place: int, made: Statement) -> str:
    """An integer."""
    points = int(rule.points)
    made.params[f"v{place}"] = list(rule.value)
    if rule.field == "touch":
        return f"round({points} * coalesce(e.w{place}, 0)::numeric)::int"
    if rule.field == "facts":
        return f"{points} * least(coalesce(f.n, 0), {rule.most or CAP})::int"
    return f"CASE WHEN {_condition(rule, place, made)} THEN {points} ELSE 0 END"


def _count(rule: Rule, place: int) -> str:
    if rule.field == "touch":
        return f"coalesce(e.n{place}, 0)::int"
    return "coalesce(f.n, 0)::int" if rule.field == "facts" else "1"


def _condition(rule: Rule, place: int, made: Statement) -> str:
    if rule.field == "company":
        return "l.company_id IS NOT NULL"
    if rule.way == "filled":
        return f"l.{rule.field} <> ''"
    if rule.way in ("at_least", "at_most"):
        made.params[f"v{place}"] = rule.number
        return f"l.{rule.field} {'>=' if rule.way == 'at_least' else '<='} %(v{place})s"
    if rule.way == "is":
        return f"l.folded_{rule.field} = ANY({WORDS.format(place)})"
    words = [word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for word in rule.value]
    made.params[f"v{place}"] = [f"%{word}%" if rule.way == "contains" else f"{word}%" for word in words]
    return f"l.folded_{rule.field} LIKE ANY({WORDS.format(place)})"


def _axis(scoring: Scoring, axis: str) -> str:
    """The groups of an axis, each within its cap, between 0 and 100."""
    groups: dict[str, list[str]] = {}
    for place, rule in enumerate(scoring.rules):
        if rule.axis == axis:
            groups.setdefault(rule.group, []).append(f"p{place}")
    capped = []
    for group, names in groups.items():
        cap = int(scoring.cap(group))
        capped.append(f"greatest({-cap}, least({cap}, {' + '.join(names)}))")
    return f"greatest(0, least({CAP}, {' + '.join(capped) or '0'}))"


def _cell(scoring: Scoring) -> str:
    rows = " ".join(
        f"WHEN fit >= {int(bound)} THEN '{letter}'" for bound, letter in zip(scoring.fit_bounds, LETTERS, strict=False)
    )
    columns = " ".join(
        f"WHEN engagement >= {int(bound)} THEN '{number}'"
        for number, bound in enumerate(scoring.engagement_bounds, start=1)
    )
    return f"(CASE {rows} ELSE '{LETTERS[-1]}' END) || (CASE {columns} ELSE '4' END)"
