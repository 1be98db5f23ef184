"""Hot, warm, cold; the phone's hour counts when it can be trusted."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from debrief.rules.timeliness import capture_moment, timeliness
from debrief.services.filing import file_debrief
from tests.factories.debrief import DAY, EVENING, company, told, visit

PARIS = ZoneInfo("Europe/Paris")
FRIDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 9)


def paris(*when):
    return datetime(*when, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("told_at", "expected"),
    [
        (paris(2026, 3, 6, 18, 0), "hot"),
        (paris(2026, 3, 6, 23, 59, 59), "hot"),
        (paris(2026, 3, 7, 0, 0), "warm"),
        (paris(2026, 3, 9, 23, 59, 59), "warm"),
        (paris(2026, 3, 10, 0, 0), "cold"),
    ],
)
def test_hot_ends_with_the_day_and_warm_with_the_next_working_day(told_at, expected):
    assert timeliness(FRIDAY, told_at, PARIS, MONDAY) == expected


def test_a_day_of_25_hours_is_hot_until_its_own_midnight():
    fall_back = date(2026, 10, 25)
    assert timeliness(fall_back, datetime(2026, 10, 25, 22, 30, tzinfo=UTC), PARIS, date(2026, 10, 26)) == "hot"
    assert timeliness(fall_back, datetime(2026, 10, 25, 23, 0, tzinfo=UTC), PARIS, date(2026, 10, 26)) == "warm"


def test_the_zone_is_the_rep_s():
    assert timeliness(FRIDAY, datetime(2026, 3, 7, 4, 0, tzinfo=UTC), ZoneInfo("America/New_York"), MONDAY) == "hot"


def test_the_phone_s_hour_counts_for_a_day_and_never_ahead_of_ours():
    received = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)
    assert capture_moment(EVENING, received) == EVENING
    assert capture_moment(received - timedelta(hours=25), received) == received
    assert capture_moment(received + timedelta(hours=3), received) == received + timedelta(minutes=5)
    assert capture_moment(None, received) == received


@pytest.mark.django_db
def test_a_day_told_hot_and_sent_the_next_morning_is_hot(alice):
    draft = told(alice, visit(company(alice)))
    morning = EVENING + timedelta(hours=15)
    day = file_debrief(draft, by=alice, now=morning, captured_at=EVENING, key=uuid4())
    assert (day.work_date, day.timeliness, day.filed_at) == (DAY, "hot", morning)
