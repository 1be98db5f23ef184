"""The contribution of every rep on a day: one statement, and its fingerprint."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from accounts.choices import Role
from accounts.models import User
from core import clock
from core.jobs import StepResult, hash_rows
from incentives.models import ContributionSnapshot, price_book
from incentives.rules.scores import CONTRIBUTION_DAYS, CONTRIBUTION_WEIGHTS, SCORE_VERSION
from incentives.rules.targets import targets
from incentives.services.sql import statement


def people_on(day: date, role: str) -> list[User]:
    """Who held this role on that day: there already, and not yet gone."""
    there = Q(joined_on__isnull=True) | Q(joined_on__lte=day)
    stayed = Q(left_on__gte=day) | Q(left_on__isnull=True, is_active=True)
    return list(User.objects.filter(there, stayed, role=role).select_related("team").order_by("pk"))


@transaction.atomic
def compute_contributions(day: date, *, now: datetime | None = None) -> StepResult:
    """Every rep has a contribution and a balance as of that day; the same day twice gives the same rows."""
    first = day - timedelta(days=CONTRIBUTION_DAYS - 1)
    people = people_on(day, Role.REP)
    wanted = targets(people, first, day, price_book(person.pk for person in people))
    w1, w2, w3 = CONTRIBUTION_WEIGHTS
    values: dict[str, Any] = {
        "people": [person.pk for person in people],
        "targets": [wanted[person.pk] for person in people],
        "first": first,
        "day": day,
        "since": clock.start_utc(first),
        "until": clock.end_utc(day),
        "now": now or clock.now(),
        "version": SCORE_VERSION,
        "w1": w1,
        "w2": w2,
        "w3": w3,
    }
    ContributionSnapshot.objects.as_of(day).exclude(person__in=[person.pk for person in people]).delete()
    with connection.cursor() as cursor:
        cursor.execute(statement("contributions"), values)
    rows = ContributionSnapshot.objects.facts(day)
    return StepResult(counts={"contributions": len(rows)}, sha=hash_rows(rows), rows=len(rows))
