"""A clock that is stopped and started again loses nothing: not over a night, a holiday, nor a change of hour."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.working_time import WorkingCalendar

YEAR = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
CALENDARS = st.sampled_from([WorkingCalendar(), WorkingCalendar("57"), WorkingCalendar(tz="America/Martinique")])
WORK = st.timedeltas(timedelta(microseconds=1), timedelta(hours=40))
PAUSE = st.timedeltas(timedelta(0), timedelta(days=12))


@given(CALENDARS, YEAR, WORK)
def test_the_time_added_is_the_time_that_passes(calendar, start, work):
    assert calendar.time_between(start, calendar.add_time(start, work)) == work


@given(CALENDARS, YEAR, WORK, st.fractions(0, 1), PAUSE)
def test_what_is_left_before_a_pause_is_left_after_it(calendar, start, work, part, pause):
    due = calendar.add_time(start, work)
    asked = start + (due - start) * float(part)
    left = calendar.time_between(asked, due)
    again = asked + pause
    assert calendar.time_between(again, calendar.add_time(again, left)) == left


@given(CALENDARS, YEAR, WORK, PAUSE, PAUSE)
def test_time_adds_up_over_any_instant_between(calendar, start, work, one, two):
    middle, end = start + one, start + one + two
    parts = calendar.time_between(start, middle) + calendar.time_between(middle, end)
    assert parts == calendar.time_between(start, end)


def test_the_hour_that_summer_takes_is_no_working_hour():
    """Friday 27 March 2026 at 17:00 in Paris + 2 h → Monday at 10:00, one clock change later."""
    friday = datetime(2026, 3, 27, 16, 0, tzinfo=UTC)
    assert WorkingCalendar().add_hours(friday, 2) == datetime(2026, 3, 30, 8, 0, tzinfo=UTC)


def test_good_friday_counts_in_paris_and_not_in_metz():
    thursday = datetime(2026, 4, 2, 14, 0, tzinfo=UTC)
    assert WorkingCalendar().add_hours(thursday, 4) == datetime(2026, 4, 3, 9, 0, tzinfo=UTC)
    assert WorkingCalendar("57").add_hours(thursday, 4) == datetime(2026, 4, 7, 9, 0, tzinfo=UTC)
