"""Work on its own row has three attempts."""

from datetime import UTC, datetime, timedelta

import pytest

from core.deferred import attempt, held_back, retry
from core.models import Deferred

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 4, 11, tzinfo=UTC)


def fail():
    raise ValueError("no")


def test_nothing_is_written_while_all_goes_well():
    assert attempt("settle", "verdict:1", lambda: None, now=NOW)
    assert not Deferred.objects.exists()


def test_the_third_failure_gives_up_until_somebody_retries():
    for n in range(3):
        assert not attempt("settle", "verdict:1", fail, now=NOW + timedelta(hours=n))
    row = Deferred.objects.get()
    assert (row.attempts, row.state) == (3, "dead")
    assert held_back("settle", now=NOW + timedelta(days=9)) == {"verdict:1"}
    assert retry([row.pk], now=NOW) == 1
    assert held_back("settle", now=NOW) == set()
    assert attempt("settle", "verdict:1", lambda: None, now=NOW)
    assert not Deferred.objects.exists()


def test_work_that_has_just_failed_waits():
    attempt("settle", "verdict:1", fail, now=NOW)
    assert held_back("settle", now=NOW) == {"verdict:1"}
    assert held_back("settle", now=NOW + timedelta(seconds=31)) == set()
