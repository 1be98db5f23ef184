"""What the quality figures count: how every lead and handoff stood when a day ended, written once for each night."""

from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Min

from accounts.models import Team
from core import clock
from core.jobs import StepResult, hash_rows
from core.working_time import HOURS, calendar_for
from leads.models import ContractTerms, Handoff, HandoffStanding, LeadStanding, QualityNight
from leads.rules.statements import load

STATEMENTS = ("lead_standing_gone", "lead_standing", "handoff_standing_gone", "handoff_standing")


@transaction.atomic
def compute_standings(day: date, *, now: datetime | None = None) -> StepResult:
    """The standings tell the end of that day; a day older than the one they tell leaves them as they are."""
    told = QualityNight.objects.order_by("-as_of").first()
    if told is not None and told.as_of > day:
        found = QualityNight.objects.filter(as_of=day).first()
        return _result(found or QualityNight(as_of=day))
    words = _words(day)
    with connection.cursor() as cursor:
        for name in STATEMENTS:
            cursor.execute(load(name), words)
    night, _created = QualityNight.objects.update_or_create(
        as_of=day,
        defaults={
            "computed_at": now or clock.now(),
            "leads": LeadStanding.objects.count(),
            "handoffs": HandoffStanding.objects.count(),
        },
    )
    return _result(night)


def _result(night: QualityNight) -> StepResult:
    counts = {"leads": night.leads, "handoffs": night.handoffs}
    sha = hash_rows([(night.as_of, night.leads, night.handoffs)])
    return StepResult(counts=counts, sha=sha, rows=night.leads + night.handoffs)


def _words(day: date) -> dict[str, Any]:
    oldest = Handoff.objects.aggregate(at=Min("sent_at"))["at"]
    first = min(clock.local_day(oldest), day) if oldest else day
    (morning, noon), (back, evening) = HOURS
    return {
        "day": day,
        "until": clock.end_utc(day),
        "zone": settings.APP_TZ,
        **_terms(),
        "morning": morning,
        "noon": noon,
        "back": back,
        "evening": evening,
        **_days(first, date.fromordinal(day.toordinal() + 1)),
    }


def _terms() -> dict[str, list[Any]]:
    """The working minutes promised to the first contact, each with the moment it began to hold, as columns."""
    rows = ContractTerms.objects.order_by("since", "number").values_list("since", "number", "contact_hours")
    told = [(datetime.min.replace(tzinfo=UTC), 0, ContractTerms().contact_hours), *rows]
    since, numbers, hours = (list(column) for column in zip(*told, strict=True))
    return {"since": since, "numbers": numbers, "promised": [60 * value for value in hours]}


def _days(first: date, last: date) -> dict[str, list[Any]]:
    """The working days of every calendar in use, as columns."""
    names = {(team.calendar_subdivision or "").lower(): team for team in Team.objects.all()} | {"": None}
    rows = [
        (name, *line) for name, team in sorted(names.items()) for line in calendar_for(team).days_table(first, last)
    ]
    calendars, days, worked, before = (list(column) for column in zip(*rows, strict=True))
    return {"calendars": calendars, "days": days, "worked": worked, "before": before}
