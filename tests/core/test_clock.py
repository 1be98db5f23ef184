"""Local days cover all time: half-open, without gap or overlap, whatever the zone does at midnight."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import clock

ZONES = ["Europe/Berlin", "America/New_York", "America/Santiago", "Africa/Cairo", "Asia/Kolkata", "UTC", "Asia/Beirut"]
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize("name", ZONES)
def test_four_hundred_days_touch_each_other(name):
    first = date(2026, 1, 1)
    for n in range(400):
        day = first + timedelta(days=n)
        assert clock.end_utc(day, name) == clock.start_utc(day + timedelta(days=1), name)
        assert clock.local_day(clock.start_utc(day, name), name) == day
        assert clock.local_day(clock.end_utc(day, name) - timedelta(microseconds=1), name) == day


@settings(max_examples=2000, deadline=None)
@given(INSTANTS, st.sampled_from(ZONES))
def test_every_instant_belongs_to_exactly_one_day(instant, name):
    day = clock.local_day(instant, name)
    around = [day + timedelta(days=n) for n in (-1, 0, 1)]
    assert [d for d in around if clock.start_utc(d, name) <= instant < clock.end_utc(d, name)] == [day]


@pytest.mark.parametrize(
    ("name", "day", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 23),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("Africa/Cairo", date(2026, 4, 24), 23),
        ("America/Santiago", date(2026, 9, 6), 23),
        ("Asia/Kolkata", date(2026, 9, 6), 24),
    ],
)
def test_a_day_has_the_hours_its_zone_gives_it(name, day, hours):
    assert clock.end_utc(day, name) - clock.start_utc(day, name) == timedelta(hours=hours)


def test_where_midnight_does_not_exist_the_day_begins_at_one():
    start = clock.start_utc(date(2026, 9, 6), "America/Santiago")
    assert start.astimezone(ZoneInfo("America/Santiago")).hour == 1


def test_the_clock_of_the_tests_can_be_set(settings):
    settings.APP_CLOCK = "2026-11-02T09:00:00+01:00"
    assert clock.now() == datetime(2026, 11, 2, 8, tzinfo=UTC)
    assert clock.local_day() == date(2026, 11, 2)
    settings.APP_CLOCK = ""
    assert clock.now() > datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("day", [date.min, date(1, 1, 2), date.max, date(9999, 12, 30)])
def test_a_day_at_the_edge_of_the_calendar_has_its_bounds(day):
    for name in ZONES:
        assert clock.start_utc(day, name) <= clock.end_utc(day, name)
