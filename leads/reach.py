"""What nothing narrows but somebody's reach: its statements are written once for each reach."""

from dataclasses import replace
from functools import lru_cache, reduce
from operator import or_

from django.db.models import F, Q, QuerySet

from core.apart import Apart, Statement, statement
from core.selects import MOST_KEPT
from leads.models import Lead
from leads.rules.scoring import cells

CELLS = tuple(cell for row in cells() for cell in row)


@lru_cache(maxsize=MOST_KEPT)
def in_order(ways: tuple[Q, ...], order: tuple[str, ...]) -> Apart:
    """All its leads, in the order of capture or in none."""
    apart = Apart(ways, rows=Lead.objects.all())
    return replace(apart, written=apart.sets(Lead.objects.order_by(*order)))


@lru_cache(maxsize=MOST_KEPT)
def by_cell(ways: tuple[Q, ...], order: tuple[str, ...]) -> Apart:
    """Cell after cell: its leads and those of a team both come from an index, by the moment of capture."""
    rows = Lead.objects.filter(score__captured_at=F("captured_at"))
    turns = sorted(("", *CELLS), reverse=order[0].startswith("-"))  # none, of a lead that was never scored
    apart = Apart(ways, "score__cell", turns, rows, in_turn=True)
    return replace(apart, written=apart.sets(rows.order_by(*order)))


@lru_cache(maxsize=MOST_KEPT)
def by_score(ways: tuple[Q, ...], order: tuple[str, ...], most: int) -> Statement:
    """The keys of its first leads by a score."""
    found: QuerySet[Lead] = Lead.objects.filter(reduce(or_, ways)).by_score()
    return statement(found.order_by(*order).values("pk")[:most])
