"""Somebody's reach: how much of all leads it is, and its first leads by a score."""

import time
from collections.abc import Sequence
from functools import lru_cache, reduce
from operator import or_

from django.db import connection
from django.db.models import Q, QuerySet

from accounts.choices import Scope
from accounts.models import User
from accounts.scoping import scope_of
from core.apart import Statement, statement
from core.row_choices import MOST_KEPT
from leads.models import CurrentScore, Lead
from leads.rules.scoring import cells

CELLS = tuple(cell for row in cells() for cell in row)
SORTED_FROM, NARROWED_FROM = 0.001, 0.01  # of all leads: so many are met soon on a walk, and those of some scores
KNOWN_FOR = 3600  # seconds
FREQUENT = """
SELECT unnest(most_common_vals::text::bigint[]), unnest(most_common_freqs)
FROM pg_stats WHERE schemaname = 'public' AND tablename = 'leads_currentscore' AND attname = 'team'
"""


def wide(user: User, *, narrowed: bool) -> bool:
    """Enough of all leads are in this person's reach to meet them on a walk through the scores."""
    scope = scope_of(user, "leads")
    if scope != Scope.TEAM:
        return scope == Scope.ALL
    return share(user.team_ids) >= (NARROWED_FROM if narrowed else SORTED_FROM)


def share(teams: Sequence[int]) -> float:
    """How much of all leads is these teams', from 0 to 1, as PostgreSQL last sampled; small teams count for none."""
    known = _shares(int(time.monotonic()) // KNOWN_FOR)
    return sum(known.get(team, 0.0) for team in teams)


@lru_cache(maxsize=1)
def _shares(_when: int) -> dict[int, float]:
    with connection.cursor() as cursor:
        cursor.execute(FREQUENT)
        return dict(cursor.fetchall())


@lru_cache(maxsize=MOST_KEPT)
def by_score(ways: tuple[Q, ...], order: tuple[str, ...], most: int, *, walked: bool) -> Statement:
    """The keys of its first leads by a score: the scores are walked, which know whose their lead is, or all its leads
    found first, then sorted."""
    if walked:
        scores: QuerySet[CurrentScore] = CurrentScore.objects.filter(reduce(or_, ways))
        return statement(scores.order_by(*(name.replace("score__", "") for name in order)).values("pk")[:most])
    leads: QuerySet[Lead] = Lead.objects.filter(reduce(or_, ways)).by_score()
    return statement(leads.order_by(*order).values("pk")[:most])
