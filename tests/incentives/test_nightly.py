"""The night: in order, once, replayed only while the month is open."""

import json
from datetime import date

import pytest
from django.core.management import call_command

from core import due
from core.models import JobRun
from incentives.models import ContributionSnapshot, LedgerLine
from incentives.services.periods import approve_period, compute_period, lock_period, review_period
from incentives.services.settling import settle_recent_points
from tests.factories.incentives import DAY, NOON, at, finding, judged, period

OURS = [
    "incentives.settle_all_points",
    "incentives.compute_contributions",
    "incentives.compute_marketing_scores",
    "incentives.verify_ledger",
]


@pytest.fixture
def judged_day(paid_alice, paid_chloe):
    judged(finding(paid_alice), paid_chloe)


def nightly(capsys, *arguments):
    """The answer of the command, and its exit code."""
    try:
        call_command("nightly", "--json", *arguments)
    except SystemExit as stop:
        return json.loads(capsys.readouterr().out), stop.code
    return json.loads(capsys.readouterr().out), 0


def test_the_steps_of_this_floor_run_in_order_after_those_below():
    steps = due.steps()
    assert [name for name in steps if name.startswith("incentives.")] == OURS
    assert steps[-4:] == OURS


def test_a_night_settles_scores_and_seals_once(judged_day, capsys):
    first, code = nightly(capsys, "--date", DAY.isoformat())
    assert (first["state"], code, LedgerLine.objects.total()) == ("done", 0, 15)
    assert ContributionSnapshot.objects.filter(as_of=DAY).count() == 1
    second, code = nightly(capsys, "--date", DAY.isoformat())
    assert (second["state"], second["sha"], code) == ("already", first["sha"], 0)
    assert JobRun.objects.filter(day=DAY, state="done").count() == len(due.steps()) + 1


def test_a_replay_of_an_open_day_gives_the_same_fingerprint_and_a_revision(judged_day, capsys):
    first, _ = nightly(capsys, "--date", DAY.isoformat())
    again, code = nightly(capsys, "--date", DAY.isoformat(), "--replay")
    assert (again["state"], code) == ("done", 0)
    assert again["sha"] == first["sha"]
    assert JobRun.objects.get(job="nightly").revision == 2


def test_a_day_of_a_closed_month_is_never_computed_again(judged_day, odile, diane, capsys):
    nightly(capsys, "--date", DAY.isoformat())
    later = at(date(2026, 4, 3))
    book = review_period(compute_period(period(), by=odile, now=later), by=odile, now=later)
    lock_period(approve_period(book, by=diane, now=later), by=odile, now=later)
    answer, code = nightly(capsys, "--date", DAY.isoformat(), "--replay")
    assert (answer["state"], code) == ("failed", 1)


def test_the_snapshot_command_prints_the_fingerprint_of_a_day(judged_day, capsys):
    nightly(capsys, "--date", DAY.isoformat())
    call_command("snapshot", "--date", DAY.isoformat(), "--sha")
    sha = capsys.readouterr().out.strip()
    nightly(capsys, "--date", DAY.isoformat(), "--replay")
    call_command("snapshot", "--date", DAY.isoformat(), "--sha")
    assert capsys.readouterr().out.strip() == sha
    assert len(sha) == 64
    with pytest.raises(SystemExit) as stop:
        call_command("snapshot", "--date", "2020-01-01", "--sha")
    assert stop.value.code == 1


def test_the_period_command_shows_and_locks(judged_day, odile, diane, capsys):
    nightly(capsys, "--date", DAY.isoformat())
    later = at(date(2026, 4, 3))
    book = review_period(compute_period(period(), by=odile, now=later), by=odile, now=later)
    with pytest.raises(SystemExit) as stop:
        call_command("period", "lock", "2026-03", "--by", odile.email, "--json")
    assert (stop.value.code, json.loads(capsys.readouterr().out)["code"]) == (1, "transition_not_allowed")
    approve_period(book, by=diane, now=later)
    call_command("period", "lock", "2026-03", "--by", odile.email, "--json")
    call_command("period", "status", "2026-03", "--json")
    locked, status = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert locked == status
    assert (status["state"], status["lines"], status["points"], len(status["head"])) == ("locked", 1, 15, 64)


def test_the_sweep_settles_what_no_bell_announced(judged_day):
    assert settle_recent_points(NOON) == 1
    assert settle_recent_points(NOON) == 0
