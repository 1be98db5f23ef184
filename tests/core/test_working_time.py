"""Working hours pass only while people work, on both sides of a change of clocks."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from core.working_time import WorkingCalendar, calendar_for

PARIS = WorkingCalendar(tz="Europe/Paris")
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_eight_hours_from_monday_morning_end_on_monday_evening():
    assert PARIS.add_hours(utc(2026, 11, 2, 8), 8) == utc(2026, 11, 2, 17)


def test_lunch_nights_and_weekends_do_not_count():
    friday_noon = utc(2026, 11, 6, 11)
    assert PARIS.add_hours(friday_noon, 1) == utc(2026, 11, 6, 13)
    assert PARIS.add_hours(utc(2026, 11, 6, 16), 2) == utc(2026, 11, 9, 9)
    assert PARIS.hours_between(utc(2026, 11, 6, 16), utc(2026, 11, 9, 9)) == Decimal(2)


def test_a_holiday_is_no_working_day():
    assert not PARIS.is_working_day(date(2026, 11, 11))
    assert PARIS.next_working_day(date(2026, 11, 10)) == date(2026, 11, 12)
    assert PARIS.previous_working_day(date(2026, 11, 12)) == date(2026, 11, 10)
    assert PARIS.working_days(date(2026, 11, 1), date(2026, 11, 30)) == 20


def test_alsace_and_moselle_have_two_days_more():
    strasbourg = calendar_for(SimpleNamespace(calendar_subdivision="67"))
    assert PARIS.is_working_day(date(2025, 12, 26))
    assert not strasbourg.is_working_day(date(2025, 12, 26))
    assert calendar_for(None) is calendar_for(SimpleNamespace(calendar_subdivision=""))


def test_the_hours_of_the_clock_are_the_local_ones_in_winter_and_in_summer():
    assert PARIS.add_hours(utc(2026, 3, 27, 16), 2) == utc(2026, 3, 30, 8)
    assert PARIS.add_hours(utc(2026, 10, 23, 15), 2) == utc(2026, 10, 26, 9)


def test_nothing_passes_backwards():
    assert PARIS.hours_between(utc(2026, 11, 3, 10), utc(2026, 11, 2, 10)) == 0


@settings(max_examples=300, deadline=None)
@given(INSTANTS, st.integers(1, 60 * 60))
def test_what_is_added_has_passed(start, minutes):
    hours = Decimal(minutes) / 60
    end = PARIS.add_hours(start, hours)
    assert end > start
    assert abs(PARIS.hours_between(start, end) - hours) < Decimal("0.000001")


@settings(max_examples=200, deadline=None)
@given(INSTANTS, st.integers(0, 40), st.integers(0, 40))
def test_two_stretches_add_up(start, first, second):
    middle = start + timedelta(hours=first)
    end = middle + timedelta(hours=second)
    whole = PARIS.hours_between(start, end)
    assert whole == PARIS.hours_between(start, middle) + PARIS.hours_between(middle, end)
