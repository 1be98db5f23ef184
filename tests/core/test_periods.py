"""Months and quarters as values."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from core.periods import Month, Quarter


def test_a_month_knows_its_days_and_its_bounds():
    month = Month.of(date(2026, 3, 29))
    assert (month.key, month.first, month.last) == ("2026-03", date(2026, 3, 1), date(2026, 3, 31))
    assert month.start_utc == datetime(2026, 2, 28, 23, tzinfo=UTC)
    assert month.end_utc == datetime(2026, 3, 31, 22, tzinfo=UTC)
    assert date(2026, 3, 31) in month
    assert len(month.days()) == 31


def test_months_follow_each_other_over_the_year():
    assert Month.parse("2026-12").next() == Month(2027, 1)
    assert Month.parse("2026-01").previous().key == "2025-12"
    assert Month(2026, 2) < Month(2026, 3)


def test_a_quarter_is_three_months():
    quarter = Quarter.of(date(2026, 11, 23))
    assert (quarter.key, quarter.first, quarter.last) == ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31))
    assert quarter.next().key == "2027-Q1"
    assert Quarter.parse("2026-Q1").previous().key == "2025-Q4"


@pytest.mark.parametrize("key", ["2026-13", "2026-00", "26-01", "2026-1", "", "٢٠٢٦-٠١", "2026-Q5"])
def test_what_is_no_month_is_refused(key):
    with pytest.raises(ValueError):
        Month.parse(key)


def test_a_month_is_called_in_the_language_of_the_reader():
    with translation.override("fr"):
        assert Month(2026, 11).label == "novembre 2026"
