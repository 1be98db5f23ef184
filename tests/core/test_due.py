"""Missed nights are made up in order; sweeps that fail do not stop the others."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from core import clock, due
from core.jobs import StepResult, run_job
from core.models import ClosedMonth, Deferred, JobRun, SweepBeat

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 4, 11, tzinfo=UTC)


@pytest.fixture
def registry(monkeypatch):
    with time_machine.travel(NOON):
        yield from register(monkeypatch)


def register(monkeypatch):
    monkeypatch.setattr(due, "_handlers", {})
    monkeypatch.setattr(due, "_sweeps", {})
    done = []

    def step(name):
        return lambda day: done.append((name, day)) or StepResult(sha=name, rows=1)

    due.register("incentives.points", step("incentives.points"))
    due.register("leads.outcomes", step("leads.outcomes"))
    due.register("leads.roi", step("leads.roi"))
    yield done


def nights():
    return [run.day.day for run in JobRun.objects.filter(job="nightly", state="done").order_by("day")]


def test_the_steps_run_from_the_lowest_floor_up(registry):
    assert due.run_night(date(2026, 11, 3)).state == "done"
    assert [name for name, _day in registry] == ["leads.outcomes", "leads.roi", "incentives.points"]
    assert due.run_night(date(2026, 11, 3)).state == "already"


def test_the_first_night_is_the_latest_and_missed_ones_are_made_up(registry):
    due.run_due(NOON - timedelta(days=3))
    assert nights() == [31]
    due.run_due(NOON)
    assert nights() == [31, 1, 2, 3]
    assert due.run_due(NOON) == {"nightly": 0}


def test_a_night_is_due_two_hours_after_the_day_ended(registry):
    midnight = datetime(2026, 11, 3, 23, tzinfo=UTC)
    assert due.due_days("nightly", 2, midnight + timedelta(hours=1, minutes=59)) == [date(2026, 11, 2)]
    assert due.due_days("nightly", 2, midnight + timedelta(hours=2)) == [date(2026, 11, 3)]


def test_a_night_run_before_its_day_is_over_is_done_again_afterwards(registry):
    today = date(2026, 11, 4)
    due.run_due(NOON)
    assert due.run_night(today).state == "done"
    assert due.run_night(today).state == "already"
    with time_machine.travel(NOON + timedelta(days=1)):
        assert due.due_days("nightly", 2, clock.now()) == [today]
        assert due.run_due(clock.now()) == {"nightly": 1}
        assert due.run_night(today).state == "already"
    assert JobRun.objects.get(job="nightly", day=today).revision == 2


def test_a_night_of_the_future_does_not_hold_back_those_before_it(registry):
    due.run_due(NOON - timedelta(days=1))
    run_job("nightly", date(2031, 1, 1), StepResult)
    assert due.due_days("nightly", 2, NOON) == [date(2026, 11, 3)]


def test_a_failed_step_stops_the_night_and_three_failures_wait_for_somebody(registry):
    def fail(day):
        raise ValueError("no")

    due.register("leads.roi", fail)
    for _tick in range(5):
        due.run_due(NOON)
    night = JobRun.objects.get(job="nightly")
    assert (night.state, night.attempts, night.error) == ("failed", 3, "StepFailed: leads.roi")
    assert ("incentives.points", night.day) not in registry


def test_days_of_closed_months_are_not_due(registry, odile):
    run_job("nightly", date(2026, 10, 29), StepResult)
    ClosedMonth.objects.create(month=date(2026, 10, 1), closed_at=NOON, closed_by=odile)
    assert due.due_days("nightly", 2, NOON) == [date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 3)]


def test_a_sweep_that_was_killed_counts_as_failed(registry):
    due.register_sweep("poison", lambda now: 1)
    for n in range(3):
        SweepBeat.objects.update_or_create(name="poison", defaults={"begun_at": NOON, "ended_at": None})
        assert due.run_sweeps(NOON + timedelta(hours=n)) == {}
    row = Deferred.objects.get(topic="sweep", key="poison")
    assert (row.attempts, row.state, row.error) == (3, "dead", "StepFailed: killed in its course")
    assert due.run_sweeps(NOON + timedelta(hours=4)) == {"poison": 1}
    assert not Deferred.objects.exists()


def test_a_sweep_that_fails_is_counted_and_the_next_one_runs(registry):
    def fail(now):
        raise ValueError("no")

    due.register_sweep("bad", fail)
    due.register_sweep("good", lambda now: 7)
    assert due.run_sweeps(NOON) == {"good": 7}
    row = Deferred.objects.get(topic="sweep", key="bad")
    assert (row.attempts, row.state, row.error) == (1, "waiting", "ValueError: no")
    due.register_sweep("bad", lambda now: 1)
    assert due.run_sweeps(NOON + timedelta(seconds=10)) == {"good": 7}
    assert due.run_sweeps(NOON + timedelta(minutes=1)) == {"bad": 1, "good": 7}
    assert not Deferred.objects.exists()
