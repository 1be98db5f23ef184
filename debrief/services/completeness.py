"""Measures each night how complete and how fresh the records of companies are, and who moved them."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.jobs import StepResult, hash_rows
from debrief.choices import RecordPart
from debrief.models import ExpectedPart, RecordHealth, RecordHealthDay, RecordWork
from debrief.rules.completeness import EXPECTED

FOLDER = Path(__file__).resolve().parent.parent / "sql"
Part = tuple[str, int, bool, Any, bool]


@cache
def statement(name: str) -> str:
    """The text of debrief/sql/<name>.sql."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def expected_parts() -> list[dict[str, Any]]:
    """The rules in force: the defaults for all segments, and what operations set over them."""
    rules = {("", part): (rule.weight, rule.fresh_days) for part, rule in EXPECTED.items()}
    for row in ExpectedPart.objects.all():
        rules[row.segment, row.part] = (row.weight, row.fresh_days)
    return [
        {
            "segment": segment,
            "part": part,
            "label": str(RecordPart(part).label),
            "weight": weight,
            "fresh_days": days,
        }
        for (segment, part), (weight, days) in sorted(rules.items())
    ]


@transaction.atomic
def expect_part(*, by: User, segment: str, part: str, weight: int, fresh_days: int) -> ExpectedPart:
    """From the next night on, this field weighs so much in this segment (in all of them when it is empty)."""
    row = ExpectedPart.objects.select_for_update().filter(segment=segment, part=part).first()
    row = row or ExpectedPart(segment=segment, part=part)
    before = {"weight": row.weight, "fresh_days": row.fresh_days} if row.pk else {}
    row.weight, row.fresh_days = weight, fresh_days
    row.full_clean(validate_unique=False, validate_constraints=False)
    others = [rule for rule in expected_parts() if rule["segment"] == "" and rule["part"] != part]
    if segment == "" and weight == 0 and not any(rule["weight"] for rule in others):
        raise ValidationError({"weight": _("Something must be expected of a record.")})
    row.save()
    after = {"segment": segment, "part": part, "weight": weight, "fresh_days": fresh_days}
    audit.record("expected_part.set", row, by=by, before=before, after=after)
    return row


def measure_company(company_id: int, day: date) -> list[Part]:
    """(part, weight, filled, last confirmed at, fresh) of one company as it is now; nothing is written."""
    with connection.cursor() as cursor:
        cursor.execute(
            statement("record_parts") + statement("record_of_company"),
            {"only": company_id, "ends": clock.end_utc(day), "expected": json.dumps(expected_parts())},
        )
        return list(cursor.fetchall())


@transaction.atomic
def measure_records(day: date) -> StepResult:
    """Every live company is measured, the day has its sums by team and segment, and who moved records that day."""
    given = {"only": None, "ends": clock.end_utc(day), "expected": json.dumps(expected_parts()), "day": day}
    RecordHealth.objects.filter(company__merged_into__isnull=False).delete()
    RecordHealthDay.objects.filter(day=day).delete()
    with connection.cursor() as cursor:
        cursor.execute(statement("record_parts") + statement("record_health"), given)
        changed = cursor.rowcount
        cursor.execute(statement("record_health_day"), given)
        sums = cursor.rowcount
    moved = count_work(day, day)
    figures = ("team_id", "segment", "companies", "expected", "filled", "known", "fresh")
    rows = RecordHealthDay.objects.filter(day=day).order_by("team_id", "segment").values_list(*figures)
    return StepResult(counts={"changed": changed, "sums": sums, "people": moved}, sha=hash_rows(rows), rows=sums)


@transaction.atomic
def count_work(first: date, last: date) -> int:
    """Who filled, corrected and confirmed fields on these days; counted anew."""
    RecordWork.objects.filter(day__range=(first, last)).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            statement("record_work"),
            {"starts": clock.start_utc(first), "ends": clock.end_utc(last), "zone": settings.APP_TZ},
        )
        return int(cursor.rowcount)
