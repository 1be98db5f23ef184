"""The score of every marketer on a day: one statement, and its fingerprint."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from accounts.choices import Role
from core import clock
from core.jobs import StepResult, hash_rows
from incentives.models import MarketingScoreSnapshot
from incentives.rules.scores import MARKETING_DAYS, MARKETING_WEIGHTS, SCORE_VERSION
from incentives.services.contributions import people_on
from incentives.services.sql import statement


@transaction.atomic
def compute_marketing_scores(day: date, *, now: datetime | None = None) -> StepResult:
    """Every marketer has a score as of that day; the same day twice gives the same rows."""
    first = day - timedelta(days=MARKETING_DAYS - 1)
    people = people_on(day, Role.MARKETER)
    w1, w2, w3 = MARKETING_WEIGHTS
    values: dict[str, Any] = {
        "people": [person.pk for person in people],
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
    MarketingScoreSnapshot.objects.as_of(day).exclude(person__in=[person.pk for person in people]).delete()
    with connection.cursor() as cursor:
        cursor.execute(statement("marketing_scores"), values)
    rows = MarketingScoreSnapshot.objects.facts(day)
    return StepResult(counts={"marketing_scores": len(rows)}, sha=hash_rows(rows), rows=len(rows))
