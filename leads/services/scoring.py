"""Scores of leads: computed set-based by the rules in force, stored with what makes them, each change kept."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import BusinessRuleError
from crm.services.guarding import refuse_excess
from leads.choices import SHUT_STATES
from leads.models import Lead, ScoringVersion
from leads.rules.scoring import DEFAULT, Scoring
from leads.rules.scoring_sql import statement
from leads.rules.statements import load
from leads.services.probability import probabilities_of

CHUNK = 100_000
MOST_AT_ONCE = 10_000
ROOM = """SET LOCAL work_mem = '192MB'; SET LOCAL enable_incremental_sort = off;
    SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0"""  # sums are made in memory, by all cores


@dataclass(frozen=True, slots=True)
class Scored:
    """One lead under some rules, beside what stands on it; `parts` are [place of the rule, points, count]."""

    lead_id: int
    fit: int
    engagement: int
    cell: str
    points: list[int]
    counts: list[int]
    was_fit: int
    was_engagement: int
    was_cell: str
    was_probability: int

    @property
    def parts(self) -> list[list[int]]:
        told = zip(self.points, self.counts, strict=True)
        return [[place, points, count] for place, (points, count) in enumerate(told) if points]


def current_version() -> ScoringVersion:
    """The rules in force; the ones we deliver are the first version."""
    found = ScoringVersion.objects.order_by("-number").first()
    if found is not None:
        return found
    made, _created = ScoringVersion.objects.get_or_create(
        number=1, defaults={"rules": DEFAULT.as_json(), "created_at": clock.now(), "applied_at": clock.now()}
    )
    return made


@transaction.atomic
def save_scoring(scoring: Scoring, *, by: User, note: str = "", now: datetime | None = None) -> ScoringVersion:
    """The rules are in force from now on, as a new version; the leads that are open are scored anew by the sweep."""
    now = now or clock.now()
    refuse_excess(note, "note")
    last = current_version()
    ScoringVersion.objects.select_for_update().get(pk=last.pk)
    if scoring.as_json() == Scoring.from_json(last.rules).as_json():
        raise BusinessRuleError(_("These are the rules in force: nothing to save."), code="nothing_changed")
    made = ScoringVersion.objects.create(
        number=last.number + 1, rules=scoring.as_json(), note=note, author=by, created_at=now
    )
    audit.record(
        "scoring.changed", made, by=by,
        before={"version": last.number, "rules": len(last.rules["rules"])},
        after={"version": made.number, "rules": len(scoring.rules)},
    )  # fmt: skip
    return made


def apply_new_rules(now: datetime) -> int:
    """Rules saved and not applied yet: every open lead is scored by them; else those that have no score yet."""
    waiting = ScoringVersion.objects.filter(applied_at=None)
    if not waiting.exists():
        return score_new_leads(now)
    changed = score_leads(now=now)
    waiting.update(applied_at=now)
    return max(1, changed)


def score_new_leads(now: datetime) -> int:
    """Open leads that a file or a seed laid down without scores have them."""
    ids = list(Lead.objects.unscored().values_list("pk", flat=True)[:MOST_AT_ONCE])
    return score_leads(ids, now=now) if ids else 0


def rescore(lead: Lead, *, now: datetime) -> Lead:
    """Fit, engagement, probability and their explanation are those of this moment."""
    score_leads([lead.pk], now=now)
    lead.refresh_from_db(fields=["fit", "engagement", "cell", "probability", "score_details"])
    return lead


@transaction.atomic
def score_leads(ids: Sequence[int] | None = None, *, now: datetime, shut_too: bool = False) -> int:
    """These leads, or all that are open, have the scores of this moment; returns how many changed."""
    version = current_version()
    scoring = Scoring.from_json(version.rules)
    changed = 0
    for found in computed(scoring, ids, now=now, shut_too=shut_too):
        chances = probabilities_of([one.lead_id for one in found])
        rows = [_row(one, chances.get(one.lead_id, 0)) for one in found if _differs(one, chances.get(one.lead_id, 0))]
        if rows:
            _keep(rows, version, now)
        changed += len(rows)
    return changed


def computed(
    scoring: Scoring, ids: Sequence[int] | None = None, *, now: datetime, shut_too: bool = False
) -> Iterator[list[Scored]]:
    """What these rules give, by at most a hundred thousand leads; nothing is written."""
    told: dict[str, Any] = {"now": now, "today": clock.local_day(now), "shut": [] if shut_too else list(SHUT_STATES)}
    made = statement(scoring, some=ids is not None)
    if ids is not None:
        people = Lead.objects.filter(pk__in=ids).values_list("contact_id", "company_id")
        contacts, companies = zip(*people, strict=True) if people else ((), ())
        told |= {"ids": list(ids), "contacts": [c for c in contacts if c], "companies": [c for c in companies if c]}
        yield _run(made.sql, made.params | told)
        return
    last = Lead.objects.aggregate(last=Max("pk"))["last"] or 0
    for after in range(0, last, CHUNK):
        yield _run(made.sql, made.params | told | {"after": after, "upto": after + CHUNK})


def _run(sql: str, params: dict[str, Any]) -> list[Scored]:
    with connection.cursor() as cursor:
        if "upto" in params and connection.in_atomic_block:
            cursor.execute(ROOM)
        cursor.execute(sql, params)
        return [Scored(*row) for row in cursor.fetchall()]


def _differs(one: Scored, chance: int) -> bool:
    before = (one.was_fit, one.was_engagement, one.was_cell, one.was_probability)
    return (one.fit, one.engagement, one.cell, chance) != before


def _row(one: Scored, chance: int) -> dict[str, Any]:
    return {
        "id": one.lead_id, "fit": one.fit, "engagement": one.engagement, "cell": one.cell, "probability": chance,
        "parts": one.parts,
    }  # fmt: skip


def _keep(rows: list[dict[str, Any]], version: ScoringVersion, now: datetime) -> None:
    told: dict[str, Any] = {"rows": json.dumps(rows), "now": now, "version": version.pk, "as_of": now.isoformat()}
    with connection.cursor() as cursor:
        cursor.execute(load("scores_kept"), told)
