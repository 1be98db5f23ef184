"""What was known of leads when they were captured, as columns a model reads."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from leads.rules.probability.columns import CATEGORY, NUMBER, Column, Value
from leads.rules.scoring_sql import Asked
from leads.rules.statements import load

TOPICS = ("competitor", "price", "project", "need", "equipment", "objection")
NUMBERS = frozenset({"employees", "facts", *(f"facts_{topic}" for topic in TOPICS)})
FEATURES = (
    "entered", "channel", "sector", "employees", "job_title", "region", "phone", "known_company", "facts",
    *(f"facts_{topic}" for topic in TOPICS),
)  # fmt: skip
OUTCOME = """CASE WHEN l.state = 'disqualified' THEN 0 ELSE (
    SELECT CASE result WHEN 'won' THEN 1 ELSE 0 END FROM leads_outcome
    WHERE lead_id = l.id AND superseded_at IS NULL) END"""
MOST_LEARNT = 20_000  # the newest outcomes: enough for a straight line, and a night stays short


def features(asked: Asked, names: Collection[str] = FEATURES) -> tuple[list[int], list[Column]]:
    """What was known of these leads when they were captured: nothing of what came later, and never the seller."""
    rows = _read(asked.chosen, asked.told, outcome="NULL::int")
    return [row[0] for row in rows], _columns([row[2:] for row in rows], names)


def learnt(until: datetime) -> tuple[list[Column], list[int]]:
    """The leads whose outcome is known, in the order they were captured: their columns, and 1 for won."""
    rows = _read(load("lead_outcomes"), {"until": until, "most": MOST_LEARNT}, outcome=OUTCOME)
    return _columns([row[2:] for row in rows]), [row[1] for row in rows]


def _read(chosen: str, told: dict[str, Any], *, outcome: str) -> list[tuple[Any, ...]]:
    text = load("lead_features").replace("{chosen}", chosen).replace("{outcome}", outcome)
    with connection.cursor() as cursor:
        cursor.execute(text, told)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _columns(rows: list[tuple[Any, ...]], names: Collection[str] = FEATURES) -> list[Column]:
    columns = zip(*rows, strict=True) if rows else ([] for _ in FEATURES)
    return [
        Column(name, NUMBER, [None if value is None else float(value) for value in values])
        if name in NUMBERS
        else Column(name, CATEGORY, _levels(values))
        for name, values in zip(FEATURES, columns, strict=True)
        if name in names
    ]


def _levels(values: Iterable[Any]) -> list[Value]:
    """Few words stand in many rows: each is read once."""
    known: dict[Any, Value] = {}
    return [known[value] if value in known else known.setdefault(value, _level(value)) for value in values]


def _level(value: Any) -> Value:
    text = " ".join(str(value or "").split()).lower()[:80]
    return text or None
