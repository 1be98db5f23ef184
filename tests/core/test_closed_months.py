"""A closed month takes no writes, and nothing opens it again."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.models import ClosedMonth

pytestmark = pytest.mark.django_db


@pytest.fixture
def october(odile):
    return ClosedMonth.objects.create(
        month=date(2026, 10, 1), closed_at=datetime(2026, 11, 5, tzinfo=UTC), closed_by=odile, ledger_total=100
    )


def guard(day):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT core_guard_month(%s)", [day])


def test_the_guard_refuses_any_day_of_a_closed_month(october):
    with pytest.raises(IntegrityError, match="month_closed"):
        guard(date(2026, 10, 1))
    with pytest.raises(IntegrityError, match="month_closed"):
        guard(date(2026, 10, 31))


def test_the_days_around_it_stay_open(october):
    guard(date(2026, 9, 30))
    guard(date(2026, 11, 1))


def test_a_month_is_closed_once_and_by_its_first_day(october, odile):
    with pytest.raises(IntegrityError), transaction.atomic():
        ClosedMonth.objects.create(month=date(2026, 10, 1), closed_at=october.closed_at, closed_by=odile)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClosedMonth.objects.create(month=date(2026, 9, 2), closed_at=october.closed_at, closed_by=odile)


@pytest.mark.parametrize("table", ["core_closedmonth", "core_jobattempt"])
@pytest.mark.parametrize("verb", ["DELETE FROM {}", "TRUNCATE {}", "UPDATE {} SET id = id"])
def test_the_application_lacks_the_privilege(october, table, verb):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.format(table))


@pytest.mark.parametrize("verb", ["DELETE FROM {}", "TRUNCATE {}", "UPDATE {} SET ledger_total = 0"])
def test_the_owner_is_stopped_by_the_trigger(october, as_owner, verb):
    as_owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
        as_owner.execute(verb.format("core_closedmonth"))
