"""Scores of leads: computed set-based by the rules in force, stored with what makes them, each change kept."""

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
from leads.models import CurrentScore, Lead, ScoringVersion
from leads.rules.scoring import DEFAULT, Scoring
from leads.rules.scoring_sql import OPEN, Asked, keeping, named, statement
from leads.services.probability import probabilities_of

CHUNK = 250_000
MOST_AT_ONCE = 10_000
ROOM = """SET LOCAL work_mem = '192MB'; SET LOCAL enable_incremental_sort = off;
    SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0"""  # sums are made in memory, by all cores


@dataclass(frozen=True, slots=True)
class Scored:
    """One lead under some rules, beside what stands on it; points and counts are by the place of the rule."""

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
    lead.score = CurrentScore.objects.get(lead=lead)
    return lead


@transaction.atomic
def score_leads(ids: Sequence[int] | None = None, *, now: datetime, shut_too: bool = False) -> int:
    """These leads, or all that are open, have the scores of this moment; returns how many changed."""
    version = current_version()
    scoring = Scoring.from_json(version.rules)
    kept = {"version": version.pk, "as_of": now.isoformat(), "today": clock.local_day(now)}
    changed = 0
    for asked in _open(shut_too=shut_too) if ids is None else [_named(ids)]:
        changed += _keep(asked, scoring, kept | {"now": now})
    return changed


def _keep(asked: Asked, scoring: Scoring, kept: dict[str, Any]) -> int:
    """The leads that change have their new scores, and a line of history each."""
    made = statement(scoring, some=asked.some, now=kept["now"])
    with connection.cursor() as cursor:
        if not asked.some:
            cursor.execute(ROOM)
        known, chances = probabilities_of(asked)
        told = made.params | asked.told | kept | {"known": known, "chances": chances}
        if asked.some:
            cursor.execute(keeping(scoring, f"({made.sql})"), told)
            return int(cursor.fetchone()[0])
        # what writes is planned for one core: a table of the moment is filled by all of them
        cursor.execute(f"CREATE TEMP TABLE leads_scored ON COMMIT DROP AS {made.sql}", told)
        cursor.execute(keeping(scoring, "leads_scored"), told)
        changed = int(cursor.fetchone()[0])
        cursor.execute("DROP TABLE leads_scored")
        return changed


def computed(scoring: Scoring, ids: Sequence[int], *, now: datetime) -> list[Scored]:
    """What these rules give these leads; nothing is written."""
    made = statement(scoring, some=True, now=now)
    with connection.cursor() as cursor:
        cursor.execute(made.sql, made.params | _named(ids).told | {"today": clock.local_day(now)})
        return [Scored(*row) for row in cursor.fetchall()]


def _named(ids: Sequence[int]) -> Asked:
    people = Lead.objects.filter(pk__in=ids).values_list("contact_id", "company_id")
    contacts, companies = zip(*people, strict=True) if people else ((), ())
    return named(ids, contacts=[pk for pk in contacts if pk], companies=[pk for pk in companies if pk])


def _open(*, shut_too: bool) -> Iterator[Asked]:
    """All that are open, or all there are, at most a quarter of a million at a time."""
    shut = [] if shut_too else list(SHUT_STATES)
    last = Lead.objects.aggregate(last=Max("pk"))["last"] or 0
    for after in range(0, last, CHUNK):
        yield Asked(OPEN, {"shut": shut, "after": after, "upto": after + CHUNK})
